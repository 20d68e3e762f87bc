import { Alert, Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Fragment, useState } from 'react';
import { call, newKey } from '../api/client';
import { forget, keptFor } from '../api/freshSignIn';
import { paths } from '../api/queries';
import { FreshSignIn } from '../components/FreshSignIn';
import { t } from '../i18n';

type Arm = { code: string; name: string };
type Key = { A: Arm; B: Arm };
type Typed = { key: string; reason: string };
type Props = { study: string; run: string; look: number };

/** The way to the key of A and B, for whom the charter names. The key is held by the open dialog alone, and gone with it. */
export function ArmKey({ study, run, look }: Props) {
  const what = `arm-key.${study}.${run}`;
  const [open, setOpen] = useState(() => keptFor<Typed>(what) !== null);
  return (
    <>
      <Button
        size="xs"
        variant="subtle"
        leftSection={<IconKey size={16} aria-hidden />}
        aria-label={t('armKey.buttonOf', { look })}
        onClick={() => setOpen(true)}
      >
        {t('armKey.button')}
      </Button>
      {open && (
        <Dialog
          study={study}
          run={run}
          what={what}
          onClose={() => {
            forget(what);
            setOpen(false);
          }}
        />
      )}
    </>
  );
}

type DialogProps = { study: string; run: string; what: string; onClose: () => void };

function Dialog({ study, run, what, onClose }: DialogProps) {
  const [typed, setTyped] = useState<Typed>(() => keptFor<Typed>(what) ?? { key: newKey(), reason: '' });
  const ask = useMutation({
    gcTime: 0,
    mutationFn: async () =>
      (
        await call<Key>('POST', `${paths.statistics(study)}/analyses/${encodeURIComponent(run)}/key-releases`, {
          body: { reason: typed.reason.trim() },
          headers: { 'Idempotency-Key': typed.key },
        })
      ).data,
    onSuccess: () => forget(what),
  });
  return (
    <Modal opened onClose={onClose} title={t('armKey.title')} centered closeOnClickOutside={!ask.isSuccess}>
      {ask.isSuccess ? (
        <Stack>
          <dl className="values fact">
            {(['A', 'B'] as const).map((label) => (
              <Fragment key={label}>
                <dt>{label}</dt>
                <dd>
                  {ask.data[label].name} ({ask.data[label].code})
                </dd>
              </Fragment>
            ))}
          </dl>
          <Group justify="flex-end">
            <Button onClick={onClose}>{t('armKey.close')}</Button>
          </Group>
        </Stack>
      ) : (
        <Stack>
          <Alert color="orange" icon={<IconKey aria-hidden />} variant="light">
            <Text c="dark.8">{t('armKey.warning')}</Text>
          </Alert>
          <Textarea
            label={t('armKey.reason')}
            autosize
            minRows={2}
            maxLength={2000}
            value={typed.reason}
            onChange={(e) => setTyped({ ...typed, reason: e.currentTarget.value })}
          />
          {ask.isError && <FreshSignIn error={ask.error} what={what} typed={typed} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button loading={ask.isPending} disabled={typed.reason.trim() === ''} onClick={() => ask.mutate()}>
              {t('armKey.confirm')}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}
