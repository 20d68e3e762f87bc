import { Button, Checkbox, Group, NativeSelect, Stack, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import type { Access } from '../../access';
import { download } from '../../api/download';
import { exportPath, type ExportFormat, type ExportOrder } from '../../api/exchange';
import type { StudyOverview } from '../../api/types';
import { Download } from '../../components/Download';
import { t } from '../../i18n';
import { fromLocalField, toLocalField } from '../../time';

type Props = { overview: StudyOverview; access: Access; asOf: string | null; onAsOf: (instant: string | null) => void };

const FORMATS: ExportFormat[] = ['csv', 'odm', 'dataset-json'];

/** Which file to make of the data, and of which time. */
export function ExportData({ overview, access, asOf, onAsOf }: Props) {
  const [format, setFormat] = useState<ExportFormat>('csv');
  const [table, setTable] = useState('');
  const [history, setHistory] = useState(false);
  const tables = tablesOf(format, overview, access);
  const chosen = tables.some((each) => each.value === table) ? table : (tables[0]?.value ?? '');
  const order = orderOf(format, chosen, history, asOf);
  return (
    <Stack className="panel" p="lg" gap="md" component="section" aria-label={t('exports.data')}>
      <Title order={2} size="h3">
        {t('exports.data')}
      </Title>
      <Group align="flex-start">
        <NativeSelect
          label={t('exports.format')}
          value={format}
          onChange={(e) => setFormat(e.currentTarget.value as ExportFormat)}
          data={FORMATS.map((value) => ({ value, label: t(`exports.formats.${value}`) }))}
        />
        <NativeSelect
          label={t('exports.table')}
          value={chosen}
          onChange={(e) => setTable(e.currentTarget.value)}
          data={tables}
        />
      </Group>
      <Stack gap={4} align="flex-start">
        <TextInput
          type="datetime-local"
          label={t('exports.cut')}
          description={t('exports.cutHint')}
          value={asOf === null ? '' : toLocalField(asOf, 'UTC')}
          onChange={(e) => onAsOf(fromLocalField(e.currentTarget.value, 'UTC'))}
        />
        {asOf !== null && (
          <Group gap="sm">
            <Text size="sm" className="tabular">
              {t('exports.exactCut', { at: asOf })}
            </Text>
            <Button size="compact-sm" variant="default" onClick={() => onAsOf(null)}>
              {t('exports.clearCut')}
            </Button>
          </Group>
        )}
      </Stack>
      <Checkbox
        size="md"
        label={t('exports.history')}
        disabled={order.dataset !== ''}
        checked={history}
        onChange={(e) => setHistory(e.currentTarget.checked)}
      />
      <Download
        key={JSON.stringify(order)}
        label={t('exports.fetch')}
        start={(onProgress) => download(exportPath(overview.study, order), `${overview.study}-${format}`, onProgress)}
      />
    </Stack>
  );
}

/** Dataset-JSON holds one table; ODM has what rules raised as annotations, not as tables. */
export function tablesOf(format: ExportFormat, overview: StudyOverview, access: Access) {
  const all = format === 'dataset-json' ? [] : [{ value: '', label: t('exports.answers') }];
  const forms = overview.forms
    .filter((form) => access.may(`${form.category}-data.read`))
    .map((form) => ({ value: `form:${form.id}`, label: t('exports.answersOf', { form: form.name }) }));
  const raised =
    format === 'odm'
      ? []
      : [
          { value: 'raised:DV', label: t('exports.deviations') },
          { value: 'raised:ALERT', label: t('exports.alerts') },
        ];
  return [...all, ...raised, ...forms];
}

export function orderOf(format: ExportFormat, table: string, history: boolean, asOf: string | null): ExportOrder {
  const [kind, name = ''] = table.split(':');
  const dataset = kind === 'raised' ? (name as ExportOrder['dataset']) : '';
  return { format, form: kind === 'form' ? name : '', dataset, history: history && dataset === '', asOf };
}
