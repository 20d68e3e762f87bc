import { Group, Stack, Text, Title } from '@mantine/core';
import type { FormDefinition, FormRecord } from '../../api/types';
import { FormLink } from '../../components/FormLink';
import type { Reasons } from '../../forms/display';
import { RecordBody } from '../../forms/RecordBody';
import { t } from '../../i18n';
import { formatInstant } from '../../time';

type Props = { record: FormRecord; definition: FormDefinition; zone: string; reasons: Reasons };

export function CasebookForm({ record, definition, zone, reasons }: Props) {
  const name =
    record.repeat > 1 || definition.repeating
      ? t('casebook.form', { form: definition.name, repeat: record.repeat })
      : definition.name;
  const revisions =
    record.revision === 1 ? t('casebook.revisionOne') : t('casebook.revisions', { count: record.revision });
  return (
    <Stack className="panel casebook-form" p="lg" gap="sm" component="article" aria-label={name}>
      <Group justify="space-between">
        <Title order={3} size="h4">
          {name}
        </Title>
        <span className="no-print">
          <FormLink study={record.study} at={record}>
            {t('casebook.open')}
          </FormLink>
        </span>
      </Group>
      <Text size="sm" className="quiet">
        {t('casebook.saved', { revisions, by: record.savedBy, at: formatInstant(record.savedAt, zone) })}
      </Text>
      {record.reasonForChange && <Text size="sm">{t('casebook.lastChange', { reason: record.reasonForChange })}</Text>}
      <RecordBody definition={definition} record={record} zone={zone} reasons={reasons} order={4} />
    </Stack>
  );
}
