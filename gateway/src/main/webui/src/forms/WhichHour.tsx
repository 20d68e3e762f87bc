import { Group, Radio } from '@mantine/core';
import { t } from '../i18n';
import { formatInstant, instantIn, instantsOf, withOffset } from '../time';

type Field = { text: string; enteredAs?: string };

type Props<T extends Field> = { label: string; field: T; zone: string; onChange: (field: T) => void };

/** Of a time that the clock at the site showed twice, at the end of summer time, which of the two is meant. */
export function WhichHour<T extends Field>({ label, field, zone, onChange }: Props<T>) {
  const both = instantsOf(field.text, zone);
  if (both.length < 2) {
    return null;
  }
  const at = Date.parse(instantIn(field.text, zone, field.enteredAs) ?? '');
  // Seconds stand beside the minute that is chosen from.
  const chosen = both.findIndex((instant) => Math.floor(Date.parse(instant) / 60_000) === Math.floor(at / 60_000));
  return (
    <Radio.Group
      label={t('form.whichHour')}
      aria-label={t('form.whichHourOf', { item: label })}
      value={String(chosen)}
      onChange={(which) => onChange({ ...field, enteredAs: withOffset(both[Number(which)]!, zone) })}
    >
      <Group mt="xs" gap="lg">
        {both.map((instant, i) => (
          <Radio
            key={instant}
            value={String(i)}
            label={t(i === 0 ? 'form.firstHour' : 'form.secondHour', { offset: formatInstant(instant, zone).split(' ').at(-1)! })}
          />
        ))}
      </Group>
    </Radio.Group>
  );
}
