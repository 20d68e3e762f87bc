import { Alert, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
import type { FormAddress } from '../api/queries';
import type { FormDefinition, FormRecord, Item } from '../api/types';
import { t } from '../i18n';
import { formatInstant } from '../time';
import type { Reasons } from './display';
import { ItemHistory } from './history/ItemHistory';
import { RecordBody } from './RecordBody';

type Props = {
  at: FormAddress;
  definition: FormDefinition;
  record: FormRecord | null;
  zone: string;
  reasons: Reasons;
  unverified?: string[];
  justSaved: boolean;
};

export function RecordView({ at, definition, record, zone, reasons, unverified, justSaved }: Props) {
  const [item, setItem] = useState<Item | null>(null);
  if (!record) {
    return (
      <Text className="panel" p="lg">
        {t('form.notEntered')}
      </Text>
    );
  }
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
        <RecordBody
          {...{ definition, record, zone, reasons, unverified }}
          onHistory={record.revision > 1 ? setItem : undefined}
        />
      </Stack>
      {item && <ItemHistory {...{ at, definition, item, zone, reasons }} onClose={() => setItem(null)} />}
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
