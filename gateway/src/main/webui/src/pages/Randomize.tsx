import { Alert, Button, Group, List, Modal, Stack, Text } from '@mantine/core';
import { IconArrowsShuffle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call, newKey, ProblemError } from '../api/client';
import { certificateQuery, paths } from '../api/queries';
import type { EligibilityCertificate, Randomization } from '../api/types';
import { ProblemAlert } from '../components/ProblemAlert';
import { t } from '../i18n';

type Props = { study: string; subject: string };

export function Randomize({ study, subject }: Props) {
  const certificate = useQuery(certificateQuery(study, subject));
  const [open, setOpen] = useState(false);
  if (certificate.isPending) {
    return null;
  }
  if (certificate.isError) {
    return <ProblemAlert error={certificate.error} onRetry={() => void certificate.refetch()} />;
  }
  if (!certificate.data.eligible) {
    return <NotEligible reasons={certificate.data.reasons} />;
  }
  return (
    <>
      <Alert color="green" icon={<IconCircleCheck aria-hidden />} title={t('randomize.eligible')} variant="light">
        <Group justify="space-between">
          <Strata certificate={certificate.data} />
          <Button leftSection={<IconArrowsShuffle size={20} aria-hidden />} onClick={() => setOpen(true)}>
            {t('randomize.button')}
          </Button>
        </Group>
      </Alert>
      {open && (
        <RandomizeDialog
          study={study}
          subject={subject}
          certificate={certificate.data}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

function NotEligible({ reasons }: { reasons: string[] }) {
  return (
    <Alert color="gray" icon={<IconInfoCircle aria-hidden />} title={t('randomize.notEligible')} variant="light">
      <List c="dark.8">
        {reasons.map((reason) => (
          <List.Item key={reason}>{reason}</List.Item>
        ))}
      </List>
    </Alert>
  );
}

function Strata({ certificate }: { certificate: EligibilityCertificate }) {
  const strata = Object.entries(certificate.strata).map(([factor, level]) => `${factor} ${level}`);
  return (
    <Text c="dark.8">
      {t('randomize.strata')}: <strong>{strata.join(', ')}</strong>
    </Text>
  );
}

type DialogProps = Props & { certificate: EligibilityCertificate; onClose: () => void };

function RandomizeDialog({ study, subject, certificate, onClose }: DialogProps) {
  const queries = useQueryClient();
  // The key lives as long as the dialog, so that pressing again after a lost answer returns the same allocation.
  const [key] = useState(newKey);
  const randomize = useMutation({
    mutationFn: () => requestAllocation(study, subject, key),
  });
  const close = () => {
    onClose();
    if (randomize.isSuccess) {
      void queries.invalidateQueries({ queryKey: ['study', study] });
    }
  };
  if (randomize.isSuccess) {
    return <Allocated result={randomize.data} onClose={close} />;
  }
  return (
    <Modal opened onClose={close} title={t('randomize.title', { subject })} centered>
      <Stack>
        <Text>{t('randomize.text')}</Text>
        <Strata certificate={certificate} />
        {randomize.isError && <ProblemAlert error={randomize.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t('common.cancel')}
          </Button>
          <Button loading={randomize.isPending} onClick={() => randomize.mutate()}>
            {t('randomize.confirm')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** Somebody else may have randomized the subject a moment ago; their allocation is then the answer. */
async function requestAllocation(study: string, subject: string, key: string): Promise<Randomization> {
  try {
    const answer = await call<Randomization>('POST', paths.randomizations(study), {
      body: { subject },
      headers: { 'Idempotency-Key': key },
    });
    return answer.data;
  } catch (failure) {
    if (failure instanceof ProblemError && failure.problem.randomization) {
      return failure.problem.randomization;
    }
    throw failure;
  }
}

function Allocated({ result, onClose }: { result: Randomization; onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title={t('randomize.doneTitle', { subject: result.subject })} centered>
      <Stack>
        <dl className="values fact">
          <dt>{t('subject.randomizationNumber')}</dt>
          <dd className="tabular">{result.randomizationNumber}</dd>
          <dt>{t('subject.kit')}</dt>
          <dd className="tabular">{result.kit}</dd>
        </dl>
        <Text>{t('randomize.doneText')}</Text>
        <Group justify="flex-end">
          <Button onClick={onClose}>{t('randomize.close')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
