import { Button, Checkbox, Group, NativeSelect, Radio, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { IconLock, IconSnowflake } from '@tabler/icons-react';
import type { Finding, FormRecord, Item, ItemValue, MissingReason } from '../api/types';
import { t } from '../i18n';
import { expectation, isEmpty, reasonsFor, scaleOf, type Field } from './draft';
import { reasonLabel, shownValue, type Reasons } from './display';
import { FindingList } from './FindingList';
import { WhichHour } from './WhichHour';

type Props = {
  item: Item;
  field: Field;
  error?: string;
  findings: Finding[];
  reasons?: Reasons;
  /** What keeps the item from changes, if anything does. */
  closed?: ItemClosure | null;
  /** What the server computes or carries over here, given what is typed. */
  computed?: ItemValue;
  /** Whether that is of what stands in the fields now. */
  upToDate?: boolean;
  zone: string;
  onChange: (field: Field) => void;
};

export function ItemField({ item, field, error, findings, reasons, closed = null, computed, upToDate = true, zone, onChange }: Props) {
  const allowed = reasonsFor(item, reasons);
  const worst = findings.some((f) => f.severity === 'error') || error ? 'error' : undefined;
  return (
    <div className="item" data-finding={worst}>
      <Stack gap={6}>
        <Closed by={closed} />
        {item.derivation ? (
          <Derived item={item} value={computed} upToDate={upToDate} zone={zone} />
        ) : (
          <Control item={item} field={field} error={error} disabled={closed !== null || field.missing !== null} onChange={onChange} />
        )}
        {item.type === 'datetime' && <WhichHour label={item.label} field={field} zone={zone} onChange={onChange} />}
        {item.carried && computed !== undefined && isEmpty(field) && (
          <Text size="sm" role="note">
            {t('form.carried', { value: shownValue(item, computed, zone) })}
          </Text>
        )}
        <FindingList findings={findings} />
      </Stack>
      {!item.derivation && allowed.length > 0 && (
        <NativeSelect
          aria-label={t('form.missingFor', { item: item.label })}
          label={t('form.missing')}
          value={field.missing ?? ''}
          disabled={closed !== null}
          onChange={(e) => {
            const missing = (e.currentTarget.value || null) as MissingReason | null;
            onChange(missing ? { text: '', choices: [], missing } : { ...field, missing: null });
          }}
          data={[
            { value: '', label: t('common.none') },
            ...allowed.map((value) => ({ value, label: reasonLabel(value, reasons) })),
          ]}
        />
      )}
    </div>
  );
}

export type ItemClosure = 'frozen' | 'locked';

/** Whether one item of a form takes no changes while the others do. */
export function closureOf(record: FormRecord | null, item: string): ItemClosure | null {
  if (record?.locked?.includes(item)) {
    return 'locked';
  }
  return record?.frozen?.includes(item) ? 'frozen' : null;
}

/** Says that an item takes no changes, and whether for now or for good. */
export function Closed({ by }: { by: ItemClosure | null }) {
  if (by === null) {
    return null;
  }
  const Sign = by === 'locked' ? IconLock : IconSnowflake;
  return (
    <Text className="quiet" size="sm">
      <Sign size={14} aria-hidden /> {t(`form.${by}`)}
    </Text>
  );
}

function Derived({ item, value, upToDate, zone }: { item: Item; value?: ItemValue; upToDate: boolean; zone: string }) {
  return (
    <div>
      <Text fw={500}>{item.label}</Text>
      <Text className="quiet" role="status">
        {value === undefined ? t('form.calculated') : shownValue(item, value, zone)}
        {value !== undefined && !upToDate && ` ${t('form.calculating')}`}
      </Text>
    </div>
  );
}

type ControlProps = {
  item: Item;
  field: Field;
  error?: string;
  disabled: boolean;
  onChange: (field: Field) => void;
};

function Control({ item, field, error, disabled, onChange }: ControlProps) {
  const scale = item.type === 'boolean' ? yesNo() : scaleOf(item);
  const common = {
    label: item.label,
    description: [item.hint ?? '', expectation(item)].filter(Boolean).join(' · ') || undefined,
    required: item.required ?? false,
    error,
    disabled,
  };
  const write = (text: string) => onChange({ text, choices: [], missing: null });
  if (item.type === 'choices') {
    return (
      <Checkbox.Group
        {...common}
        value={field.choices}
        onChange={(choices) => onChange({ text: '', choices, missing: null })}
      >
        <Stack gap="sm" mt="xs">
          {(scale ?? []).map((entry) => (
            <Checkbox key={entry.code} value={entry.code} label={entry.label} size="md" disabled={disabled} />
          ))}
        </Stack>
      </Checkbox.Group>
    );
  }
  if (scale && scale.length <= 11) {
    return <Scale common={common} scale={scale} field={field} onWrite={write} />;
  }
  if (scale) {
    return (
      <NativeSelect
        {...common}
        value={field.text}
        onChange={(e) => write(e.currentTarget.value)}
        data={[
          { value: '', label: t('form.choose') },
          ...scale.map((entry) => ({ value: entry.code, label: entry.label })),
        ]}
      />
    );
  }
  if (item.type === 'text') {
    return <Textarea {...common} value={field.text} onChange={(e) => write(e.currentTarget.value)} />;
  }
  return (
    <TextInput
      {...common}
      {...INPUT[item.type]}
      value={field.text}
      onChange={(e) => write(e.currentTarget.value)}
      maw={320}
    />
  );
}

const INPUT: Record<string, { type?: string; inputMode?: 'numeric' | 'decimal' }> = {
  integer: { inputMode: 'numeric' },
  decimal: { inputMode: 'decimal' },
  date: { type: 'date' },
  time: { type: 'time' },
  datetime: { type: 'datetime-local' },
};

const yesNo = () => [
  { code: 'true', label: t('form.yes') },
  { code: 'false', label: t('form.no') },
];

type ScaleProps = {
  common: { label: string; description?: string; required: boolean; error?: string; disabled: boolean };
  scale: { code: string; label: string }[];
  field: Field;
  onWrite: (text: string) => void;
};

function Scale({ common, scale, field, onWrite }: ScaleProps) {
  const { disabled, ...group } = common;
  const short = scale.every((entry) => entry.label.length <= 14);
  const Box = short ? Group : Stack;
  return (
    <Radio.Group {...group} value={field.text} onChange={onWrite}>
      <Box gap={short ? 'lg' : 'sm'} mt="xs">
        {scale.map((entry) => (
          <Radio key={entry.code} value={entry.code} label={entry.label} size="md" disabled={disabled} />
        ))}
        {field.text !== '' && !disabled && (
          <Button
            size="compact-sm"
            variant="subtle"
            style={{ alignSelf: 'flex-start' }}
            aria-label={`${t('form.clear')}: ${common.label}`}
            onClick={() => onWrite('')}
          >
            {t('form.clear')}
          </Button>
        )}
      </Box>
    </Radio.Group>
  );
}
