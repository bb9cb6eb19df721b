import accounts.operations
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('documents', '0001_initial'),
    ]

    operations = [
        accounts.operations.CreateTogether(
            operations=[
                migrations.CreateModel(
                    name='PrintedCopy',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('document_type', models.CharField(max_length=100, verbose_name='вид документа')),
                        ('document_id', models.PositiveBigIntegerField(verbose_name='документ')),
                        ('document_revision', models.PositiveIntegerField(verbose_name='редакция')),
                        ('file_format', models.CharField(max_length=10, verbose_name='формат')),
                        ('paper_digest', models.CharField(max_length=64, verbose_name='хэш напечатанного')),
                        ('employer', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.employer', verbose_name='наниматель')),
                        ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile', verbose_name='файл')),
                    ],
                    options={
                        'verbose_name': 'напечатанный экземпляр',
                        'verbose_name_plural': 'напечатанные экземпляры',
                        'ordering': ['id'],
                        'constraints': [models.UniqueConstraint(fields=('document_type', 'document_id', 'document_revision', 'file_format', 'paper_digest'), name='printedcopy_once')],
                    },
                ),
            ],
        ),
    ]
