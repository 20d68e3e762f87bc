import { Button, Group, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { MissingReason } from '../api/types';
import { t } from '../i18n';
import { reasonLabel, type Reasons } from './display';
import { standardReasons } from './draft';

type Props = {
  reasons: Reasons;
  /** The items that would get a reason. */
  itemsFor: (reason: MissingReason) => string[];
  onApply: (reason: MissingReason) => void;
};

/** One reason for all that is not answered yet, as of a form that was not done. */
export function NotDone({ reasons, itemsFor, onApply }: Props) {
  const [reason, setReason] = useState<MissingReason>('');
  const count = reason === '' ? 0 : itemsFor(reason).length;
  return (
    <details className="panel not-done">
      <summary>{t('form.notDone.label')}</summary>
      <Group align="flex-end" mt="sm">
        <NativeSelect
          label={t('form.notDone.reason')}
          value={reason}
          onChange={(e) => setReason(e.currentTarget.value)}
          data={[
            { value: '', label: t('form.choose') },
            ...standardReasons(reasons).map((value) => ({ value, label: reasonLabel(value, reasons) })),
          ]}
        />
        <Button
          variant="default"
          disabled={count === 0}
          onClick={() => {
            onApply(reason);
            setReason('');
          }}
        >
          {t('form.notDone.apply', { count })}
        </Button>
      </Group>
    </details>
  );
}
