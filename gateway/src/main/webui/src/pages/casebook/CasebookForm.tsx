import { Checkbox, Group, Stack, Text, Title } from '@mantine/core';
import type { Asked } from '../../api/raiseMany';
import type { FormDefinition, FormRecord } from '../../api/types';
import { FormLink } from '../../components/FormLink';
import type { Reasons } from '../../forms/display';
import { RecordBody } from '../../forms/RecordBody';
import { t } from '../../i18n';
import { formatInstant } from '../../time';

type Props = {
  record: FormRecord;
  definition: FormDefinition;
  zone: string;
  reasons: Reasons;
  /** While one asks about several items: what is ticked, an item or the form as a whole. */
  asking?: { isTicked: (at: Place) => boolean; onTick: (asked: Asked, yes: boolean) => void };
};

type Place = Omit<Asked, 'label'>;

export function CasebookForm({ record, definition, zone, reasons, asking }: Props) {
  const name =
    record.repeat > 1 || definition.repeating
      ? t('casebook.form', { form: definition.name, repeat: record.repeat })
      : definition.name;
  const revisions =
    record.revision === 1 ? t('casebook.revisionOne') : t('casebook.revisions', { count: record.revision });
  const { subject, event, form, repeat } = record;
  const at = (item?: string): Place => ({ subject, event, form, repeat, ...(item ? { item } : {}) });
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
      {asking && (
        <Checkbox
          label={t('queries.wholeForm')}
          checked={asking.isTicked(at())}
          onChange={(e) => asking.onTick({ ...at(), label: name }, e.currentTarget.checked)}
        />
      )}
      <RecordBody
        definition={definition}
        record={record}
        zone={zone}
        reasons={reasons}
        order={4}
        ticks={
          asking && {
            isTicked: (item) => asking.isTicked(at(item)),
            onTick: (item, yes) => asking.onTick({ ...at(item.id), label: `${name}: ${item.label}` }, yes),
          }
        }
      />
    </Stack>
  );
}
