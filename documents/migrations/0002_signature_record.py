"""The record of a signature in full; made anew instead of altered: nothing is released yet."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_cache_table'),
        ('documents', '0001_initial'),
    ]

    operations = [
        migrations.DeleteModel(
            name='Signature',
        ),
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('employer', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.employer', verbose_name='наниматель')),
                ('document_type', models.CharField(max_length=100, verbose_name='вид документа')),
                ('document_id', models.PositiveBigIntegerField(verbose_name='документ')),
                ('document_revision', models.PositiveIntegerField(verbose_name='редакция')),
                ('signer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to=settings.AUTH_USER_MODEL, verbose_name='кто')),
                ('printed_name', models.CharField(max_length=300, verbose_name='инициалы, фамилия')),
                ('position', models.CharField(blank=True, max_length=300, verbose_name='должность')),
                ('seat', models.CharField(blank=True, max_length=100, verbose_name='в качестве')),
                ('basis', models.CharField(blank=True, max_length=300, verbose_name='основание')),
                ('employer_name', models.CharField(blank=True, max_length=300, verbose_name='наниматель')),
                ('document_number', models.CharField(blank=True, max_length=50, verbose_name='номер документа')),
                ('document_version', models.PositiveIntegerField(default=0, verbose_name='версия документа')),
                ('meaning', models.CharField(choices=[('ASSESSED', 'оценку проводил'), ('AGREED', 'согласен'), ('DISSENTED', 'особое мнение'), ('APPROVED', 'утверждаю'), ('CONCURRED', 'согласовано'), ('PERFORMED', 'исполнил'), ('ACQUAINTED', 'ознакомлен')], max_length=12, verbose_name='значение')),
                ('statement_version', models.PositiveSmallIntegerField(default=1, verbose_name='версия текста')),
                ('statement', models.TextField(blank=True, verbose_name='текст, под которым поставлена подпись')),
                ('remark', models.TextField(blank=True, verbose_name='особое мнение')),
                ('algorithm', models.CharField(default='sha256', max_length=20, verbose_name='алгоритм хэша')),
                ('content_digest', models.CharField(max_length=64, verbose_name='хэш содержания')),
                ('pdf_digest', models.CharField(blank=True, max_length=64, verbose_name='хэш показанного PDF')),
                ('signed_on', models.DateField(verbose_name='дата')),
                ('signed_at', models.DateTimeField(verbose_name='время сервера')),
                ('level', models.CharField(choices=[('PAPER', 'подпись на бумаге, запись внесена в систему'), ('CLICK', 'подпись в системе, не является ЭЦП'), ('SEAL', 'печать системы, не является ЭЦП'), ('EDS', 'загруженный файл ЭЦП'), ('SYSTEM', 'системная запись, без подтверждения личности')], default='SYSTEM', max_length=6, verbose_name='уровень')),
                ('factors', models.CharField(blank=True, max_length=100, verbose_name='чем подтверждена')),
                ('session_factors', models.CharField(blank=True, max_length=100, verbose_name='чем открыт сеанс подписания')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='подтверждена')),
                ('session_digest', models.CharField(blank=True, max_length=16, verbose_name='сеанс')),
                ('address', models.CharField(blank=True, max_length=45, verbose_name='адрес')),
                ('agent', models.CharField(blank=True, max_length=300, verbose_name='программа')),
                ('request_id', models.CharField(blank=True, max_length=16, verbose_name='номер запроса')),
                ('source', models.CharField(blank=True, max_length=100, verbose_name='чем записана')),
                ('record_digest', models.CharField(blank=True, max_length=64, verbose_name='хэш записи')),
                ('journal_sequence', models.PositiveBigIntegerField(verbose_name='№ записи журнала')),
                ('journal_digest', models.CharField(blank=True, max_length=64, verbose_name='хэш записи журнала')),
                ('voided_at', models.DateTimeField(blank=True, null=True, verbose_name='аннулирована')),
                ('void_reason', models.CharField(blank=True, max_length=500, verbose_name='причина аннулирования')),
            ],
            options={
                'verbose_name': 'подпись',
                'verbose_name_plural': 'подписи',
                'ordering': ['journal_sequence'],
                'indexes': [models.Index(fields=['document_type', 'document_id'], name='signature_by_document')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('voided_at__isnull', True)), fields=('document_type', 'document_id', 'document_revision', 'signer', 'meaning'), name='signature_once'), models.CheckConstraint(condition=models.Q(('meaning__in', ['ASSESSED', 'AGREED', 'DISSENTED', 'APPROVED', 'CONCURRED', 'PERFORMED', 'ACQUAINTED'])), name='signature_meaning_known'), models.CheckConstraint(condition=models.Q(('level__in', ['PAPER', 'CLICK', 'SEAL', 'EDS', 'SYSTEM'])), name='signature_level_known')],
            },
        ),
        migrations.CreateModel(
            name='ShownPrint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('employer', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.employer', verbose_name='наниматель')),
                ('document_type', models.CharField(max_length=100, verbose_name='вид документа')),
                ('document_id', models.PositiveBigIntegerField(verbose_name='документ')),
                ('document_revision', models.PositiveIntegerField(verbose_name='редакция')),
                ('sha256', models.CharField(max_length=64, verbose_name='хэш файла')),
                ('content_digest', models.CharField(max_length=64, verbose_name='хэш содержания')),
                ('shown_to', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='кому')),
                ('shown_at', models.DateTimeField(verbose_name='когда')),
            ],
            options={
                'verbose_name': 'показанный PDF',
                'verbose_name_plural': 'показанные PDF',
                'ordering': ['id'],
                'indexes': [models.Index(fields=['document_type', 'document_id'], name='shown_print_by_document')],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='SignatureFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('employer', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.employer', verbose_name='наниматель')),
                ('document_type', models.CharField(max_length=100, verbose_name='вид документа')),
                ('document_id', models.PositiveBigIntegerField(verbose_name='документ')),
                ('document_revision', models.PositiveIntegerField(verbose_name='редакция')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile', verbose_name='файл')),
                ('content_digest', models.CharField(max_length=64, verbose_name='хэш содержания')),
                ('pdf_digest', models.CharField(blank=True, max_length=64, verbose_name='хэш подписанного PDF')),
                ('verdict', models.CharField(choices=[('UNVERIFIED', 'не проверено системой'), ('VALID', 'подпись верна'), ('INVALID', 'подпись не верна')], default='UNVERIFIED', max_length=10, verbose_name='проверка')),
                ('verdict_words', models.CharField(blank=True, max_length=500, verbose_name='ответ проверяющего')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='кто')),
                ('uploaded_at', models.DateTimeField(verbose_name='когда')),
                ('journal_sequence', models.PositiveBigIntegerField(verbose_name='№ записи журнала')),
            ],
            options={
                'verbose_name': 'файл ЭЦП',
                'verbose_name_plural': 'файлы ЭЦП',
                'ordering': ['id'],
                'indexes': [models.Index(fields=['document_type', 'document_id'], name='signature_file_by_document')],
                'constraints': [models.CheckConstraint(condition=models.Q(('verdict__in', ['UNVERIFIED', 'VALID', 'INVALID'])), name='signature_file_verdict_known')],
            },
        ),
        migrations.CreateModel(
            name='VerificationCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('employer', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.employer', verbose_name='наниматель')),
                ('document_type', models.CharField(max_length=100, verbose_name='вид документа')),
                ('document_id', models.PositiveBigIntegerField(verbose_name='документ')),
                ('document_revision', models.PositiveIntegerField(verbose_name='редакция')),
                ('code', models.CharField(max_length=16, unique=True, verbose_name='код проверки')),
            ],
            options={
                'verbose_name': 'код проверки',
                'verbose_name_plural': 'коды проверки',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('document_type', 'document_id'), name='verification_code_once')],
                'indexes': [],
            },
        ),
    ]
