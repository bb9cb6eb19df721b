import django.db.models.deletion
import django_fsm
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_cache_table'),
        ('accounts', '__first__'),
        ('attestation', '0001_initial'),
        ('documents', '0002_signature_record'),
        ('workplaces', '0001_initial'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='improvementplan',
            name='plan_state_known',
        ),
        migrations.RemoveConstraint(
            model_name='order',
            name='order_once_per_campaign',
        ),
        migrations.RemoveConstraint(
            model_name='resultlist',
            name='resultlist_state_known',
        ),
        migrations.AddField(
            model_name='acquaintance',
            name='evidence',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile', verbose_name='подпись или скан'),
        ),
        migrations.AddField(
            model_name='certificationcard',
            name='change_order',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='changed_cards', to='attestation.order', verbose_name='приказ об изменениях'),
        ),
        migrations.AddField(
            model_name='commissionmember',
            name='replaces',
            field=models.ForeignKey(blank=True, help_text='В дни замещения подписывает этот человек, а не замещаемый.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='замещает'),
        ),
        migrations.AddField(
            model_name='historicalacquaintance',
            name='evidence',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='documents.storedfile', verbose_name='подпись или скан'),
        ),
        migrations.AddField(
            model_name='historicalcertificationcard',
            name='change_order',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='attestation.order', verbose_name='приказ об изменениях'),
        ),
        migrations.AddField(
            model_name='historicalcommissionmember',
            name='replaces',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='В дни замещения подписывает этот человек, а не замещаемый.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='замещает'),
        ),
        migrations.AddField(
            model_name='historicalorder',
            name='change_basis',
            field=models.CharField(blank=True, max_length=500, verbose_name='документ-основание: вид, №, дата'),
        ),
        migrations.AddField(
            model_name='historicalorder',
            name='change_ground',
            field=models.CharField(blank=True, choices=[('EXPERTISE', 'заключение или предписание госэкспертизы условий труда'), ('NAMES', 'решение комиссии: наименования по штатному расписанию (структуре)'), ('LAW', 'нормы законодательства о компенсациях и ППС')], max_length=10, verbose_name='основание изменений'),
        ),
        migrations.AddField(
            model_name='historicalorder',
            name='quorum',
            field=models.PositiveSmallIntegerField(blank=True, help_text='Пусто — подписывают все, как в п. 11 Положения.', null=True, verbose_name='кворум: сколько членов комиссии подписывают карту'),
        ),
        migrations.AddField(
            model_name='historicalresultlist',
            name='change_order',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='attestation.order', verbose_name='приказ об изменениях'),
        ),
        migrations.AddField(
            model_name='order',
            name='change_basis',
            field=models.CharField(blank=True, max_length=500, verbose_name='документ-основание: вид, №, дата'),
        ),
        migrations.AddField(
            model_name='order',
            name='change_ground',
            field=models.CharField(blank=True, choices=[('EXPERTISE', 'заключение или предписание госэкспертизы условий труда'), ('NAMES', 'решение комиссии: наименования по штатному расписанию (структуре)'), ('LAW', 'нормы законодательства о компенсациях и ППС')], max_length=10, verbose_name='основание изменений'),
        ),
        migrations.AddField(
            model_name='order',
            name='quorum',
            field=models.PositiveSmallIntegerField(blank=True, help_text='Пусто — подписывают все, как в п. 11 Положения.', null=True, verbose_name='кворум: сколько членов комиссии подписывают карту'),
        ),
        migrations.AddField(
            model_name='resultlist',
            name='change_order',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='changed_lists', to='attestation.order', verbose_name='приказ об изменениях'),
        ),
        migrations.AddField(
            model_name='tradeunion',
            name='representatives',
            field=models.ManyToManyField(blank=True, help_text='Если профсоюзов несколько, каждый согласует только свой экземпляр.', related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='кто согласует от его имени'),
        ),
        migrations.AlterField(
            model_name='campaign',
            name='kind',
            field=models.CharField(choices=[('REGULAR', 'очередная аттестация'), ('EXTRAORDINARY', 'внеочередная аттестация (переаттестация)'), ('NEW_WORKPLACES', 'аттестация вновь созданных рабочих мест'), ('SUCCESSION', 'аттестация у правопреемника')], default='REGULAR', max_length=15, verbose_name='вид'),
        ),
        migrations.AlterField(
            model_name='historicalcampaign',
            name='kind',
            field=models.CharField(choices=[('REGULAR', 'очередная аттестация'), ('EXTRAORDINARY', 'внеочередная аттестация (переаттестация)'), ('NEW_WORKPLACES', 'аттестация вновь созданных рабочих мест'), ('SUCCESSION', 'аттестация у правопреемника')], default='REGULAR', max_length=15, verbose_name='вид'),
        ),
        migrations.AlterField(
            model_name='historicalimprovementplan',
            name='state',
            field=django_fsm.FSMField(choices=[('DRAFT', 'черновик'), ('COMPOSED', 'сформирован'), ('READY', 'подписан председателем'), ('APPROVED', 'утверждён приказом'), ('SUPERSEDED', 'заменён')], default='DRAFT', max_length=50, protected=True, verbose_name='состояние'),
        ),
        migrations.AlterField(
            model_name='historicalorder',
            name='kind',
            field=models.CharField(choices=[('HOLD', 'об организации и проведении аттестации'), ('APPROVE', 'об утверждении результатов аттестации'), ('COMMISSION', 'об изменении состава комиссии'), ('CHANGE', 'о внесении изменений в документы по результатам аттестации')], max_length=10, verbose_name='вид'),
        ),
        migrations.AlterField(
            model_name='historicalresultlist',
            name='state',
            field=django_fsm.FSMField(choices=[('DRAFT', 'черновик'), ('COMPOSED', 'сформирован'), ('READY', 'подписан председателем'), ('APPROVED', 'утверждён приказом'), ('SUPERSEDED', 'заменён')], default='DRAFT', max_length=50, protected=True, verbose_name='состояние'),
        ),
        migrations.AlterField(
            model_name='improvementplan',
            name='state',
            field=django_fsm.FSMField(choices=[('DRAFT', 'черновик'), ('COMPOSED', 'сформирован'), ('READY', 'подписан председателем'), ('APPROVED', 'утверждён приказом'), ('SUPERSEDED', 'заменён')], default='DRAFT', max_length=50, protected=True, verbose_name='состояние'),
        ),
        migrations.AlterField(
            model_name='order',
            name='kind',
            field=models.CharField(choices=[('HOLD', 'об организации и проведении аттестации'), ('APPROVE', 'об утверждении результатов аттестации'), ('COMMISSION', 'об изменении состава комиссии'), ('CHANGE', 'о внесении изменений в документы по результатам аттестации')], max_length=10, verbose_name='вид'),
        ),
        migrations.AlterField(
            model_name='resultlist',
            name='state',
            field=django_fsm.FSMField(choices=[('DRAFT', 'черновик'), ('COMPOSED', 'сформирован'), ('READY', 'подписан председателем'), ('APPROVED', 'утверждён приказом'), ('SUPERSEDED', 'заменён')], default='DRAFT', max_length=50, protected=True, verbose_name='состояние'),
        ),
        migrations.AddConstraint(
            model_name='improvementplan',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['DRAFT', 'COMPOSED', 'READY', 'APPROVED', 'SUPERSEDED'])), name='plan_state_known'),
        ),
        migrations.AddConstraint(
            model_name='order',
            constraint=models.UniqueConstraint(condition=models.Q(('kind__in', ['HOLD', 'APPROVE'])), fields=('campaign', 'kind', 'revision'), name='order_once_per_campaign'),
        ),
        migrations.AddConstraint(
            model_name='resultlist',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['DRAFT', 'COMPOSED', 'READY', 'APPROVED', 'SUPERSEDED'])), name='resultlist_state_known'),
        ),
        migrations.CreateModel(
            name='CardOpening',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField(verbose_name='редакция')),
                ('opened_at', models.DateTimeField(verbose_name='когда')),
                ('card', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='openings', to='attestation.certificationcard', verbose_name='карта')),
                ('employer', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.employer', verbose_name='наниматель')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='кто')),
            ],
            options={
                'verbose_name': 'просмотр отличий карты',
                'verbose_name_plural': 'просмотры отличий карт',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('card', 'revision', 'person'), name='cardopening_once')],
            },
        ),
        migrations.CreateModel(
            name='ChangeEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fact', models.CharField(choices=[('EQUIPMENT', 'заменили или модернизировали оборудование'), ('MATERIALS', 'заменили сырьё или материалы'), ('PROCESS', 'изменился технологический процесс'), ('PROTECTION', 'изменились средства коллективной защиты'), ('PLAN_DONE', 'выполнен план мероприятий по улучшению условий труда'), ('CONDITIONS', 'изменились условия труда, наниматель или профсоюз требует аттестации'), ('DEMAND', 'внеочередной аттестации требует госэкспертиза условий труда'), ('NEW_WORKPLACE', 'создано новое рабочее место'), ('RENAMED', 'переименовали профессию, должность или подразделение'), ('PRESCRIPTION', 'пришло заключение или предписание госэкспертизы о документах'), ('LAW', 'изменилось законодательство о компенсациях или о ППС'), ('SUCCESSION', 'реорганизация или смена собственника, ничего не изменилось'), ('SUCCESSION_CHANGED', 'реорганизация или смена собственника, изменились работа или условия')], max_length=20, verbose_name='что изменилось')),
                ('happened_on', models.DateField(verbose_name='когда')),
                ('description', models.TextField(blank=True, verbose_name='подробности, документ')),
                ('citation', models.CharField(editable=False, max_length=100, verbose_name='основание')),
                ('due_on', models.DateField(blank=True, editable=False, null=True, verbose_name='срок по закону')),
                ('recommended_on', models.DateField(blank=True, editable=False, null=True, verbose_name='рекомендуемый день')),
                ('closed_on', models.DateField(blank=True, editable=False, null=True, verbose_name='исполнено')),
                ('closed_reason', models.CharField(blank=True, editable=False, max_length=500, verbose_name='чем исполнено')),
                ('campaign', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='attestation.campaign', verbose_name='аттестация')),
                ('employer', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.employer', verbose_name='наниматель')),
                ('groups', models.ManyToManyField(blank=True, related_name='events', to='workplaces.analogousgroup', verbose_name='рабочие места')),
                ('order', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='attestation.order', verbose_name='приказ об изменениях')),
            ],
            options={
                'verbose_name': 'изменение на предприятии',
                'verbose_name_plural': 'изменения на предприятии',
                'ordering': ['closed_on', 'due_on', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('fact__in', ['EQUIPMENT', 'MATERIALS', 'PROCESS', 'PROTECTION', 'PLAN_DONE', 'CONDITIONS', 'DEMAND', 'NEW_WORKPLACE', 'RENAMED', 'PRESCRIPTION', 'LAW', 'SUCCESSION', 'SUCCESSION_CHANGED'])), name='event_fact_known')],
            },
        ),
        migrations.CreateModel(
            name='HistoricalChangeEvent',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('fact', models.CharField(choices=[('EQUIPMENT', 'заменили или модернизировали оборудование'), ('MATERIALS', 'заменили сырьё или материалы'), ('PROCESS', 'изменился технологический процесс'), ('PROTECTION', 'изменились средства коллективной защиты'), ('PLAN_DONE', 'выполнен план мероприятий по улучшению условий труда'), ('CONDITIONS', 'изменились условия труда, наниматель или профсоюз требует аттестации'), ('DEMAND', 'внеочередной аттестации требует госэкспертиза условий труда'), ('NEW_WORKPLACE', 'создано новое рабочее место'), ('RENAMED', 'переименовали профессию, должность или подразделение'), ('PRESCRIPTION', 'пришло заключение или предписание госэкспертизы о документах'), ('LAW', 'изменилось законодательство о компенсациях или о ППС'), ('SUCCESSION', 'реорганизация или смена собственника, ничего не изменилось'), ('SUCCESSION_CHANGED', 'реорганизация или смена собственника, изменились работа или условия')], max_length=20, verbose_name='что изменилось')),
                ('happened_on', models.DateField(verbose_name='когда')),
                ('description', models.TextField(blank=True, verbose_name='подробности, документ')),
                ('citation', models.CharField(editable=False, max_length=100, verbose_name='основание')),
                ('due_on', models.DateField(blank=True, editable=False, null=True, verbose_name='срок по закону')),
                ('recommended_on', models.DateField(blank=True, editable=False, null=True, verbose_name='рекомендуемый день')),
                ('closed_on', models.DateField(blank=True, editable=False, null=True, verbose_name='исполнено')),
                ('closed_reason', models.CharField(blank=True, editable=False, max_length=500, verbose_name='чем исполнено')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.TextField(null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('campaign', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='attestation.campaign', verbose_name='аттестация')),
                ('employer', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='accounts.employer', verbose_name='наниматель')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('order', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='attestation.order', verbose_name='приказ об изменениях')),
            ],
            options={
                'verbose_name': 'historical изменение на предприятии',
                'verbose_name_plural': 'historical изменения на предприятии',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalSigningRound',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='подписать не позднее')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.TextField(null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('campaign', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='attestation.campaign', verbose_name='аттестация')),
                ('employer', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='accounts.employer', verbose_name='наниматель')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical раунд подписания',
                'verbose_name_plural': 'historical раунды подписания',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='MemberVoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField(verbose_name='редакция')),
                ('printed_name', models.CharField(max_length=300, verbose_name='инициалы, фамилия')),
                ('position', models.CharField(blank=True, max_length=300, verbose_name='должность')),
                ('kind', models.CharField(choices=[('DECLINED', 'отказ от подписи'), ('DISSENT', 'особое мнение')], max_length=10, verbose_name='вид')),
                ('text', models.TextField(verbose_name='содержание')),
                ('said_on', models.DateField(verbose_name='дата')),
                ('card', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='voices', to='attestation.certificationcard', verbose_name='карта')),
                ('employer', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.employer', verbose_name='наниматель')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='кто')),
            ],
            options={
                'verbose_name': 'мнение члена комиссии',
                'verbose_name_plural': 'мнения членов комиссии',
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['DECLINED', 'DISSENT'])), name='voice_kind_known')],
            },
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sent_on', models.DateField(verbose_name='когда')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='attestation.campaign', verbose_name='аттестация')),
                ('employer', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.employer', verbose_name='наниматель')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='кому')),
            ],
            options={
                'verbose_name': 'напоминание',
                'verbose_name_plural': 'напоминания',
                'ordering': ['-id'],
                'constraints': [models.UniqueConstraint(fields=('campaign', 'person', 'sent_on'), name='reminder_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='SignedContent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, verbose_name='хэш содержания')),
                ('content', models.TextField(help_text='канонический JSON', verbose_name='содержание')),
                ('employer', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.employer', verbose_name='наниматель')),
            ],
            options={
                'verbose_name': 'подписанное содержание',
                'verbose_name_plural': 'подписанные содержания',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('employer', 'digest'), name='signedcontent_once')],
            },
        ),
        migrations.CreateModel(
            name='SigningManifest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('transition', models.CharField(max_length=50, verbose_name='действие')),
                ('entries', models.JSONField(verbose_name='документы')),
                ('digest', models.CharField(max_length=64, verbose_name='хэш описи')),
                ('signed_on', models.DateField(verbose_name='дата')),
                ('signed_at', models.DateTimeField(verbose_name='время сервера')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='manifests', to='attestation.campaign', verbose_name='аттестация')),
                ('employer', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.employer', verbose_name='наниматель')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='кто')),
            ],
            options={
                'verbose_name': 'опись подписанных карт',
                'verbose_name_plural': 'описи подписанных карт',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='SigningRound',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='подписать не позднее')),
                ('campaign', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='signing_round', to='attestation.campaign', verbose_name='аттестация')),
                ('employer', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.employer', verbose_name='наниматель')),
            ],
            options={
                'verbose_name': 'раунд подписания',
                'verbose_name_plural': 'раунды подписания',
                'ordering': ['id'],
            },
        ),
    ]
