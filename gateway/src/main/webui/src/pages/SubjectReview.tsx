import { Button, Group, Modal, Stack, Text, Textarea, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Access } from '../access';
import { call, isConflict, newKey } from '../api/client';
import { movesQuery, NEXT_CLOSINGS, subjectStandingQuery, type GroupStanding } from '../api/closing';
import { forget, keptFor } from '../api/freshSignIn';
import { paths, scheduleQuery } from '../api/queries';
import { entriesOf, type Entries } from '../api/review';
import type { Subject } from '../api/types';
import { FreshSignIn } from '../components/FreshSignIn';
import { Loading } from '../components/Loading';
import { ProblemAlert } from '../components/ProblemAlert';
import { ClosedWith, ClosureBadge, StandingSteps } from '../components/Standing';
import { t, tCode } from '../i18n';
import { formatInstant } from '../time';
import { SubjectChanged } from './SubjectChanged';

type Props = { study: string; subject: Subject; zone: string; access: Access };

/** The name under which a signature waits for a fresh sign-in. */
export const signingOf = (study: string, subject: string) => `subject-signature.${study}/${subject}`;

/** Signatures on all of a subject, its freeze and lock, and the versions of the study that it followed. */
export function SubjectReview({ study, subject, zone, access }: Props) {
  const standing = useQuery(subjectStandingQuery(study, subject.subject));
  const signing = signingOf(study, subject.subject);
  const [act, setAct] = useState<string | null>(() => (keptFor<Typed>(signing) === null ? null : 'signature'));
  const schedule = useQuery(scheduleQuery(study, subject.subject));
  const [seen, setSeen] = useState<Seen | null>(() => keptFor<Typed>(signing)?.seen ?? null);
  const hash = standing.data?.contentHash ?? '';
  useEffect(() => {
    if (seen === null && standing.data && schedule.data) {
      setSeen({ hash, entries: entriesOf(schedule.data) });
    }
  }, [seen, hash, standing.data, schedule.data]);
  const failed = [standing, schedule].find((query) => query.isLoadingError);
  if (failed) {
    return <ProblemAlert error={failed.error} onRetry={() => void failed.refetch()} />;
  }
  if (!standing.data || !schedule.data || !seen) {
    return <Loading />;
  }
  const found = standing.data;
  const isPresent = seen.hash === hash;
  const close = () => {
    forget(signing);
    setAct(null);
  };
  return (
    <Stack gap="md">
      <Stack className="panel" p="lg" gap="md" component="section" aria-label={t('review.subject.title')}>
        <Group justify="space-between">
          <Title order={2} size="h3">
            {t('review.subject.title')}
          </Title>
          <ClosureBadge state={found.state} />
        </Group>
        <ClosedWith standing={found} zone={zone} />
        <Signatures standing={found} zone={zone} />
        {!isPresent && (
          <SubjectChanged
            study={study}
            subject={subject.subject}
            before={seen.entries}
            schedule={schedule.data}
            onGoOn={(entries) => {
              close();
              setSeen({ hash, entries });
            }}
          />
        )}
        <Group>
          {(isPresent ? actsOf(found, access, subject.site) : []).map((each) => (
            <Button
              key={each}
              size="sm"
              variant={each === 'signature' ? 'filled' : 'default'}
              onClick={() => setAct(each)}
            >
              {each === 'signature' ? t('review.subject.signature') : tCode('review.acts', each)}
            </Button>
          ))}
        </Group>
        <StandingSteps standing={found} zone={zone} />
      </Stack>
      <Moves study={study} subject={subject} zone={zone} />
      {act && isPresent && <Step study={study} subject={subject.subject} act={act} seen={seen} onClose={close} />}
    </Stack>
  );
}

export function actsOf(standing: GroupStanding, access: Access, site: string): string[] {
  const around = standing.closedWith?.state ?? 'open';
  if (around === 'locked' || around === 'sealed') {
    return [];
  }
  const signed = standing.signatures.some((signature) => signature.valid);
  const open = standing.state === 'open' || standing.state === 'frozen';
  return [
    ...(open && !signed && access.mayAtSite('form.sign', site) ? ['signature'] : []),
    ...(access.mayAtSite('form.lock', site) ? NEXT_CLOSINGS[standing.state] : []),
  ];
}

function Signatures({ standing, zone }: { standing: GroupStanding; zone: string }) {
  if (standing.signatures.length === 0) {
    return <Text>{t('review.notSigned')}</Text>;
  }
  return standing.signatures.map((signature) => (
    <Text key={signature.at + signature.by}>
      {t(signature.valid ? 'review.signedBy' : 'review.lapsed', {
        by: signature.by,
        at: formatInstant(signature.at, zone),
        meaning: signature.meaning,
      })}
    </Text>
  ));
}

function Moves({ study, subject, zone }: Omit<Props, 'access'>) {
  const moves = useQuery(movesQuery(study, subject.subject));
  if (!subject.definitionVersion) {
    return null;
  }
  return (
    <Stack className="panel" p="lg" gap="xs" component="section" aria-label={t('review.subject.moves')}>
      <Title order={2} size="h3">
        {t('review.subject.moves')}
      </Title>
      <Text>{t('review.subject.follows', { version: subject.definitionVersion })}</Text>
      {moves.isError && <ProblemAlert error={moves.error} onRetry={() => void moves.refetch()} />}
      {(moves.data?.items ?? []).map((move) => (
        <Text key={move.at} size="sm">
          {t('review.subject.move', {
            at: formatInstant(move.at, zone),
            by: move.by,
            from: move.from ?? t('common.none'),
            to: move.to,
          })}
          {move.reason ? `: ${move.reason}` : ''}
        </Text>
      ))}
    </Stack>
  );
}

/** The state of the subject that the person has looked at. */
type Seen = { hash: string; entries: Entries };

type Typed = { key: string; text: string; seen: Seen };

type StepProps = { study: string; subject: string; act: string; seen: Seen; onClose: () => void };

function Step({ study, subject, act, seen, onClose }: StepProps) {
  const queries = useQueryClient();
  const signs = act === 'signature';
  const signing = signingOf(study, subject);
  const [typed, setTyped] = useState<Typed>(
    () => (signs ? keptFor<Typed>(signing) : null) ?? { key: newKey(), text: signs ? t('review.meaning') : '', seen },
  );
  const text = typed.text.trim();
  const send = useMutation({
    mutationFn: () =>
      call('POST', `${paths.subject(study, subject)}/${signs ? 'signature' : 'closure'}`, {
        body: signs ? { meaning: text, contentHash: seen.hash } : { action: act, reason: text },
        headers: { 'Idempotency-Key': typed.key },
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['study', study] });
      onClose();
    },
    onError: async (failure) => {
      if (isConflict(failure)) {
        await queries.refetchQueries({ queryKey: ['study', study, 'subject', subject] });
      }
    },
  });
  const title = signs ? t('review.subject.signature') : tCode('review.acts', act);
  return (
    <Modal opened onClose={onClose} title={title} centered>
      <Stack>
        <Text>{t(signs ? 'review.subject.signatureText' : 'review.subject.closureText')}</Text>
        <Textarea
          label={t(signs ? 'review.meaningLabel' : 'review.reason')}
          maxLength={signs ? 500 : 1000}
          value={typed.text}
          onChange={(e) => setTyped({ ...typed, text: e.currentTarget.value })}
        />
        {send.isError && <FreshSignIn error={send.error} what={signing} typed={typed} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button loading={send.isPending} disabled={text === ''} onClick={() => send.mutate()}>
            {title}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
