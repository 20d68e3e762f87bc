import { Checkbox, Stack } from '@mantine/core';
import type { FormDefinition, FormRecord } from '../api/types';
import { t } from '../i18n';
import { displayValue, itemAt, type Reasons } from './display';

type Props = {
  definition: FormDefinition;
  record: FormRecord;
  zone: string;
  reasons: Reasons;
  /** The items that wait for verification. */
  items: string[];
  chosen: string[];
  onChoose: (items: string[]) => void;
};

/** Which answers were compared with their source, each with what it says here. */
export function VerifyItems({ definition, record, zone, reasons, items, chosen, onChoose }: Props) {
  const labelOf = (place: string) => {
    const item = itemAt(definition, place);
    return `${item.label}: ${displayValue({ ...item, id: place }, record, zone, reasons)}`;
  };
  return (
    <Stack gap="sm">
      <Checkbox
        fw={600}
        label={t('review.verifyAll', { count: items.length })}
        checked={chosen.length === items.length}
        indeterminate={chosen.length > 0 && chosen.length < items.length}
        onChange={(e) => onChoose(e.currentTarget.checked ? items : [])}
      />
      <Checkbox.Group label={t('review.items')} value={chosen} onChange={onChoose}>
        <Stack gap="xs" mt="xs">
          {items.map((item) => (
            <Checkbox key={item} value={item} label={labelOf(item)} />
          ))}
        </Stack>
      </Checkbox.Group>
    </Stack>
  );
}
