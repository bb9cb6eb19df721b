import accounts.operations
import django.contrib.auth.models
import django.contrib.auth.validators
import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        accounts.operations.CreateTogether(
            operations=[
                migrations.CreateModel(
                    name='Employer',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=300, unique=True, verbose_name='наименование организации')),
                        ('head_position', models.CharField(default='Директор', max_length=200, verbose_name='должность руководителя')),
                        ('head_name', models.CharField(blank=True, max_length=200, verbose_name='инициалы, фамилия руководителя')),
                        ('place', models.CharField(blank=True, max_length=200, verbose_name='место издания приказов')),
                        ('work_week', models.CharField(choices=[('FIVE_DAYS', 'пятидневная'), ('SIX_DAYS', 'шестидневная')], default='FIVE_DAYS', max_length=12, verbose_name='рабочая неделя')),
                        ('interpretations', models.JSONField(blank=True, default=dict, verbose_name='прочтения неясных мест закона')),
                        ('is_budget_funded', models.BooleanField(default=False, help_text='Доплата считается от базовой ставки, а не от тарифной ставки первого разряда.', verbose_name='бюджетная организация')),
                        ('is_demo', models.BooleanField(default=False, editable=False, verbose_name='демонстрационное предприятие')),
                    ],
                    options={
                        'verbose_name': 'наниматель',
                        'verbose_name_plural': 'наниматели',
                        'ordering': ['name'],
                    },
                ),
                migrations.CreateModel(
                    name='User',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('password', models.CharField(max_length=128, verbose_name='password')),
                        ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                        ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                        ('username', models.CharField(error_messages={'unique': 'A user with that username already exists.'}, help_text='Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.', max_length=150, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='username')),
                        ('first_name', models.CharField(blank=True, max_length=150, verbose_name='first name')),
                        ('last_name', models.CharField(blank=True, max_length=150, verbose_name='last name')),
                        ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                        ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                        ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                        ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                        ('patronymic', models.CharField(blank=True, max_length=150, verbose_name='отчество')),
                        ('signing_failures', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='неудачных подтверждений подряд')),
                        ('signing_locked_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='подписание закрыто')),
                        ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                        ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                    ],
                    options={
                        'verbose_name': 'пользователь',
                        'verbose_name_plural': 'пользователи',
                        'ordering': ['last_name', 'first_name', 'username'],
                    },
                    managers=[
                        ('objects', django.contrib.auth.models.UserManager()),
                    ],
                ),
                migrations.CreateModel(
                    name='JournalHead',
                    fields=[
                        ('employer', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='journal_head', serialize=False, to='accounts.employer')),
                        ('sequence', models.PositiveBigIntegerField(default=0)),
                        ('digest', models.CharField(default='', max_length=64)),
                    ],
                ),
                migrations.CreateModel(
                    name='HistoricalEmployer',
                    fields=[
                        ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                        ('name', models.CharField(db_index=True, max_length=300, verbose_name='наименование организации')),
                        ('head_position', models.CharField(default='Директор', max_length=200, verbose_name='должность руководителя')),
                        ('head_name', models.CharField(blank=True, max_length=200, verbose_name='инициалы, фамилия руководителя')),
                        ('place', models.CharField(blank=True, max_length=200, verbose_name='место издания приказов')),
                        ('work_week', models.CharField(choices=[('FIVE_DAYS', 'пятидневная'), ('SIX_DAYS', 'шестидневная')], default='FIVE_DAYS', max_length=12, verbose_name='рабочая неделя')),
                        ('interpretations', models.JSONField(blank=True, default=dict, verbose_name='прочтения неясных мест закона')),
                        ('is_budget_funded', models.BooleanField(default=False, help_text='Доплата считается от базовой ставки, а не от тарифной ставки первого разряда.', verbose_name='бюджетная организация')),
                        ('is_demo', models.BooleanField(default=False, editable=False, verbose_name='демонстрационное предприятие')),
                        ('history_id', models.AutoField(primary_key=True, serialize=False)),
                        ('history_date', models.DateTimeField(db_index=True)),
                        ('history_change_reason', models.TextField(null=True)),
                        ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                        ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'historical наниматель',
                        'verbose_name_plural': 'historical наниматели',
                        'ordering': ('-history_date', '-history_id'),
                        'get_latest_by': ('history_date', 'history_id'),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name='HistoricalMembership',
                    fields=[
                        ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                        ('role', models.CharField(choices=[('SAFETY_OFFICER', 'инженер по охране труда'), ('HEAD', 'руководитель организации'), ('COMMISSION_MEMBER', 'член аттестационной комиссии'), ('DEPARTMENT_HEAD', 'руководитель структурного подразделения'), ('HR', 'кадровая служба'), ('UNION', 'представитель профсоюза'), ('LABORATORY', 'испытательная лаборатория'), ('SPECIALIST', 'специалист аккредитованного лица'), ('WORKER', 'работник'), ('AUDITOR', 'проверяющий'), ('ADMINISTRATOR', 'администратор нанимателя')], max_length=20, verbose_name='роль')),
                        ('position', models.CharField(blank=True, max_length=200, verbose_name='должность')),
                        ('valid_from', models.DateField(verbose_name='действует с')),
                        ('valid_to', models.DateField(blank=True, null=True, verbose_name='действует по')),
                        ('history_id', models.AutoField(primary_key=True, serialize=False)),
                        ('history_date', models.DateTimeField(db_index=True)),
                        ('history_change_reason', models.TextField(null=True)),
                        ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                        ('employer', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='accounts.employer', verbose_name='наниматель')),
                        ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('user', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='пользователь')),
                    ],
                    options={
                        'verbose_name': 'historical участие',
                        'verbose_name_plural': 'historical участия',
                        'ordering': ('-history_date', '-history_id'),
                        'get_latest_by': ('history_date', 'history_id'),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name='JournalEntry',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('sequence', models.PositiveBigIntegerField(verbose_name='№ записи')),
                        ('at', models.DateTimeField(verbose_name='когда')),
                        ('actor_name', models.CharField(blank=True, max_length=300, verbose_name='имя')),
                        ('act', models.CharField(max_length=100, verbose_name='действие')),
                        ('target_type', models.CharField(max_length=100, verbose_name='вид объекта')),
                        ('target_id', models.CharField(max_length=40, verbose_name='объект')),
                        ('payload', models.TextField(help_text='канонический JSON', verbose_name='содержание')),
                        ('previous_digest', models.CharField(blank=True, max_length=64)),
                        ('digest', models.CharField(max_length=64)),
                        ('algorithm', models.CharField(default='sha256', max_length=20)),
                        ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='кто')),
                        ('employer', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.employer', verbose_name='наниматель')),
                    ],
                    options={
                        'verbose_name': 'запись журнала',
                        'verbose_name_plural': 'журнал',
                        'ordering': ['employer', 'sequence'],
                        'indexes': [models.Index(fields=['target_type', 'target_id'], name='journal_by_target')],
                        'constraints': [models.UniqueConstraint(fields=('employer', 'sequence'), name='journal_sequence_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Membership',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('role', models.CharField(choices=[('SAFETY_OFFICER', 'инженер по охране труда'), ('HEAD', 'руководитель организации'), ('COMMISSION_MEMBER', 'член аттестационной комиссии'), ('DEPARTMENT_HEAD', 'руководитель структурного подразделения'), ('HR', 'кадровая служба'), ('UNION', 'представитель профсоюза'), ('LABORATORY', 'испытательная лаборатория'), ('SPECIALIST', 'специалист аккредитованного лица'), ('WORKER', 'работник'), ('AUDITOR', 'проверяющий'), ('ADMINISTRATOR', 'администратор нанимателя')], max_length=20, verbose_name='роль')),
                        ('position', models.CharField(blank=True, max_length=200, verbose_name='должность')),
                        ('valid_from', models.DateField(verbose_name='действует с')),
                        ('valid_to', models.DateField(blank=True, null=True, verbose_name='действует по')),
                        ('employer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='accounts.employer', verbose_name='наниматель')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to=settings.AUTH_USER_MODEL, verbose_name='пользователь')),
                    ],
                    options={
                        'verbose_name': 'участие',
                        'verbose_name_plural': 'участия',
                        'ordering': ['employer', 'user', 'role'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('role__in', ['SAFETY_OFFICER', 'HEAD', 'COMMISSION_MEMBER', 'DEPARTMENT_HEAD', 'HR', 'UNION', 'LABORATORY', 'SPECIALIST', 'WORKER', 'AUDITOR', 'ADMINISTRATOR'])), name='membership_role_known'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='membership_days_in_order'), models.UniqueConstraint(fields=('user', 'employer', 'role', 'valid_from'), name='membership_once')],
                    },
                ),
            ],
        ),
    ]
