import { ActionIcon, Checkbox, Text, Title } from '@mantine/core';
import { IconEyeQuestion, IconHistory } from '@tabler/icons-react';
import { Fragment } from 'react';
import type { FormDefinition, FormRecord, Item } from '../api/types';
import { t } from '../i18n';
import { formatInstant } from '../time';
import { displayValue, type Reasons } from './display';
import { itemsOf, rowsOf, withRows } from './draft';
import { FindingList } from './FindingList';
import { Closed, closureOf } from './ItemField';

type Props = {
  definition: FormDefinition;
  record: FormRecord;
  zone: string;
  reasons?: Reasons;
  /** The level of the headings of groups. */
  order?: 2 | 3 | 4;
  /** The items that wait for verification against their source, for whoever verifies. */
  unverified?: string[];
  /** Where items are ticked, by id: which of them are, and what to do. */
  ticks?: { isTicked: (item: string) => boolean; onTick: (item: Item, yes: boolean) => void };
  /** Where the history of an item is shown. */
  onHistory?: (item: Item) => void;
};

/** All that a revision says, by item, with what the checks found. */
export function RecordBody({ definition: form, record, zone, reasons, order = 2, unverified, ticks, onHistory }: Props) {
  const definition = withRows(form, rowsOf(form, record));
  const known = new Set(itemsOf(definition).map((item) => item.id));
  const general = record.findings.filter((finding) => !finding.items.some((id) => known.has(id)));
  return (
    <>
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
            <Title order={order} size="h4" mb="xs">
              {group.name}
            </Title>
          )}
          <dl className="values">
            {group.items.map((item) => (
              <Fragment key={item.id}>
                <dt>
                  {ticks ? (
                    <Checkbox
                      label={item.label}
                      checked={ticks.isTicked(item.id)}
                      onChange={(e) => ticks.onTick(item, e.currentTarget.checked)}
                    />
                  ) : (
                    item.label
                  )}
                </dt>
                <dd className={onHistory && 'with-history'}>
                  <div>
                    {displayValue(item, record, zone, reasons)}
                    <Closed by={closureOf(record, item.id)} />
                    {unverified?.includes(item.id) && <Unverified />}
                    <FindingList findings={record.findings.filter((finding) => finding.items.includes(item.id))} />
                  </div>
                  {onHistory && <ToHistory item={item} onHistory={onHistory} />}
                </dd>
              </Fragment>
            ))}
          </dl>
        </section>
      ))}
    </>
  );
}

function Unverified() {
  return (
    <Text className="quiet" size="sm">
      <IconEyeQuestion size={14} aria-hidden /> {t('review.unverified')}
    </Text>
  );
}

function ToHistory({ item, onHistory }: { item: Item; onHistory: (item: Item) => void }) {
  const name = t('history.ofItem', { item: item.label });
  return (
    <ActionIcon variant="subtle" size={36} aria-label={name} title={name} onClick={() => onHistory(item)}>
      <IconHistory size={18} aria-hidden />
    </ActionIcon>
  );
}
