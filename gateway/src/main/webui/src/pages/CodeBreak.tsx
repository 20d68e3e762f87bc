import { Alert, Button, Group, Modal, NativeSelect, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconEyeOff } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { call, newKey } from '../api/client';
import { forget, keptFor } from '../api/freshSignIn';
import { paths } from '../api/queries';
import { FreshSignIn } from '../components/FreshSignIn';
import { t, tCode } from '../i18n';

type Props = { study: string; subject: string };

const CATEGORIES = [
  'medical-emergency',
  'overdose',
  'pregnancy',
  'accidental-exposure',
  'regulatory-report',
  'other',
];

type Typed = { key: string; category: string; reason: string; alsoTold: string };

type Disclosure = { arm: { code: string; name: string }; staysBlinded: string };

/** The way to one subject's arm in an emergency. The arm is held by the open dialog alone, and gone with it. */
export function CodeBreak({ study, subject }: Props) {
  const what = `code-break.${study}.${subject}`;
  const [open, setOpen] = useState(() => keptFor<Typed>(what) !== null);
  return (
    <>
      <Button variant="subtle" color="red" leftSection={<IconAlertTriangle size={18} aria-hidden />} onClick={() => setOpen(true)}>
        {t('codeBreak.button')}
      </Button>
      {open && (
        <Dialog
          study={study}
          subject={subject}
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

type DialogProps = Props & { what: string; onClose: () => void };

function Dialog({ study, subject, what, onClose }: DialogProps) {
  const [typed, setTyped] = useState<Typed>(
    () => keptFor<Typed>(what) ?? { key: newKey(), category: '', reason: '', alsoTold: '' },
  );
  const change = (part: Partial<Typed>) => setTyped({ ...typed, ...part });
  const disclose = useMutation({
    gcTime: 0,
    mutationFn: async () =>
      (
        await call<Disclosure>('POST', paths.codeBreaksOf(study, subject), {
          body: {
            category: typed.category,
            reason: typed.reason.trim(),
            alsoTold: typed.alsoTold.split(',').map((name) => name.trim()).filter(Boolean),
          },
          headers: { 'Idempotency-Key': typed.key },
        })
      ).data,
    onSuccess: () => forget(what),
  });
  if (disclose.isSuccess) {
    return <Disclosed subject={subject} found={disclose.data} onClose={onClose} />;
  }
  return (
    <Modal opened onClose={onClose} title={t('codeBreak.title', { subject })} size="lg" centered>
      <Stack>
        <Alert color="red" icon={<IconAlertTriangle aria-hidden />} variant="light">
          <Text c="dark.8">{t('codeBreak.warning')}</Text>
        </Alert>
        <NativeSelect
          label={t('codeBreak.category')}
          value={typed.category}
          onChange={(e) => change({ category: e.currentTarget.value })}
          data={[
            { value: '', label: t('form.choose') },
            ...CATEGORIES.map((value) => ({ value, label: tCode('codeBreak.categories', value) })),
          ]}
        />
        <Textarea
          label={t('codeBreak.reason')}
          autosize
          minRows={2}
          maxLength={2000}
          value={typed.reason}
          onChange={(e) => change({ reason: e.currentTarget.value })}
        />
        <TextInput
          label={t('codeBreak.alsoTold')}
          description={t('codeBreak.alsoToldHint')}
          value={typed.alsoTold}
          onChange={(e) => change({ alsoTold: e.currentTarget.value })}
        />
        {disclose.isError && <FreshSignIn error={disclose.error} what={what} typed={typed} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            color="red"
            loading={disclose.isPending}
            disabled={typed.category === '' || typed.reason.trim() === ''}
            onClick={() => disclose.mutate()}
          >
            {t('codeBreak.confirm')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function Disclosed({ subject, found, onClose }: { subject: string; found: Disclosure; onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title={t('codeBreak.doneTitle', { subject })} size="lg" centered closeOnClickOutside={false}>
      <Stack>
        <dl className="values fact">
          <dt>{t('codeBreak.arm')}</dt>
          <dd>
            {found.arm.name} ({found.arm.code})
          </dd>
        </dl>
        <Alert color="orange" icon={<IconEyeOff aria-hidden />} title={t('codeBreak.keep')} variant="light">
          <Text c="dark.8">{found.staysBlinded}</Text>
        </Alert>
        <Group justify="flex-end">
          <Button onClick={onClose}>{t('codeBreak.close')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
