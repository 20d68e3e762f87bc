import { Alert, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { Fragment } from 'react';
import type { FormDefinition, FormRecord } from '../api/types';
import { t } from '../i18n';
import { formatInstant } from '../time';
import { displayValue } from './display';
import { itemsOf, rowsOf, withRows } from './draft';
import { FindingList } from './FindingList';
import { Locked } from './ItemField';

type Props = { definition: FormDefinition; record: FormRecord | null; zone: string; justSaved: boolean };

export function RecordView({ definition: form, record, zone, justSaved }: Props) {
  const definition = withRows(form, rowsOf(form, record));
  if (!record) {
    return (
      <Text className="panel" p="lg">
        {t('form.notEntered')}
      </Text>
    );
  }
  const known = new Set(itemsOf(definition).map((item) => item.id));
  const general = record.findings.filter((finding) => !finding.items.some((id) => known.has(id)));
  return (
    <Stack gap="md">
      {justSaved && <Saved record={record} />}
      <Stack className="panel" p="lg" gap="md">
        <Text className="quiet">
          {t('form.savedBy', {
            revision: record.revision,
            by: record.savedBy,
            at: formatInstant(record.savedAt, zone),
          })}
        </Text>
        <dl className="values">
          <dt>{t('form.occurredAt')}</dt>
          <dd>
            {formatInstant(record.occurredAt, zone)}
            {record.windowReason && <Text size="sm">{record.windowReason}</Text>}
          </dd>
        </dl>
        <FindingList findings={general} />
        {definition.itemGroups.map((group) => (
          <section key={group.id}>
            {group.name && (
              <Title order={2} size="h4" mb="xs">
                {group.name}
              </Title>
            )}
            <dl className="values">
              {group.items.map((item) => (
                <Fragment key={item.id}>
                  <dt>{item.label}</dt>
                  <dd>
                    {displayValue(item, record, zone)}
                    {record.locked?.includes(item.id) && <Locked />}
                    <FindingList findings={record.findings.filter((finding) => finding.items.includes(item.id))} />
                  </dd>
                </Fragment>
              ))}
            </dl>
          </section>
        ))}
      </Stack>
    </Stack>
  );
}

function Saved({ record }: { record: FormRecord }) {
  const findings = record.findings.length > 0;
  return (
    <Alert
      role="status"
      color={findings ? 'orange' : 'green'}
      icon={findings ? <IconAlertTriangle aria-hidden /> : <IconCircleCheck aria-hidden />}
      title={t(findings ? 'form.savedWithFindings' : 'form.saved', { revision: record.revision })}
    />
  );
}
