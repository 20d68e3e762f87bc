import { Group, Radio } from '@mantine/core';
import { useState } from 'react';
import { paths } from '../../api/queries';
import { ReplyForm } from '../../components/ReplyForm';
import { t } from '../../i18n';

type Props = { study: string; kind: 'alerts' | 'deviations'; notice: string; onDone: () => void };

/** What was done about an alert; what caused a deviation, and whether it weighs. It stands for good. */
export function Resolve({ study, kind, notice, onDone }: Props) {
  const [important, setImportant] = useState('');
  const alert = kind === 'alerts';
  return (
    <ReplyForm
      label={t(alert ? 'safety.acknowledgeText' : 'safety.cause')}
      confirm={t(alert ? 'safety.acknowledge' : 'safety.complete')}
      maxLength={2000}
      path={`${paths.study(study)}/${kind}/${encodeURIComponent(notice)}/${alert ? 'acknowledgement' : 'completion'}`}
      body={(text) => (alert ? { text } : { cause: text, important: important === 'yes' })}
      refresh={['study', study]}
      onDone={onDone}
      ready={alert || important !== ''}
    >
      {!alert && (
        <Radio.Group label={t('safety.important')} value={important} onChange={setImportant}>
          <Group mt="xs">
            <Radio value="yes" label={t('form.yes')} />
            <Radio value="no" label={t('form.no')} />
          </Group>
        </Radio.Group>
      )}
    </ReplyForm>
  );
}
