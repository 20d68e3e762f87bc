import { Badge, Button, Checkbox, Group, Stack, Text, Textarea, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { accessTo } from '../access';
import { call, newKey } from '../api/client';
import { checklistQuery, lockQuery, paths } from '../api/queries';
import type { ChecklistPoint, StudyLock } from '../api/types';
import { Crumbs } from '../components/Crumbs';
import { Loading } from '../components/Loading';
import { ProblemAlert } from '../components/ProblemAlert';
import { FormLink, SubjectLink } from '../components/FormLink';
import { ProblemPage } from '../components/ProblemPage';
import { useMe } from '../components/useMe';
import { t, tCode } from '../i18n';
import { formatInstant } from '../time';
import { SiteClosing } from './SiteClosing';

/** What is unfinished of a study's data, for who looks after it; freezing and locking them, for who does that. */
export function LockPage({ study }: { study: string }) {
  const access = accessTo(useMe(), study);
  const lock = useQuery(lockQuery(study));
  const checklist = useQuery(checklistQuery(study));
  const failed = [lock, checklist].find((query) => query.isError);
  if (failed) {
    return <ProblemPage error={failed.error} onRetry={() => void failed.refetch()} />;
  }
  if (!lock.data || !checklist.data) {
    return <Loading />;
  }
  return (
    <Stack gap="md">
      <div>
        <Crumbs study={study} here={t('lock.title')} />
        <Group>
          <Title order={1}>{t('lock.title')}</Title>
          <Badge size="lg" variant="light" tt="none" color={lock.data.locked ? 'red' : 'gray'}>
            {tCode('review.states', lock.data.state)}
          </Badge>
        </Group>
        {lock.data.lockedAt && <Text className="quiet">{t('lock.since', { at: formatInstant(lock.data.lockedAt, 'UTC') })}</Text>}
        {lock.data.contentHash && (
          <Text className="quiet tabular" style={{ overflowWrap: 'anywhere' }}>
            {t('lock.hash', { hash: lock.data.contentHash })}
          </Text>
        )}
      </div>
      {access.may('study.lock') ? (
        <Close key={lock.data.state} study={study} lock={lock.data} points={checklist.data.points} />
      ) : (
        <Checklist study={study} points={checklist.data.points} />
      )}
      {lock.data.state === 'sealed' && <Text>{t('lock.sealedText')}</Text>}
      {lock.data.state === 'open' && <SiteClosing study={study} />}
    </Stack>
  );
}

/** Where something is unfinished: a form, such as 01-001/VISIT/FORM/1, or a subject. */
function Places({ study, point }: { study: string; point: ChecklistPoint }) {
  return point.places.length === 0 ? null : (
    <details>
      <summary aria-label={`${t('lock.places')}: ${tCode('lock.points', point.id)}`}>
        {t('lock.places')}
        {point.places.length < point.count &&
          ` (${t('lock.firstPlaces', { shown: point.places.length, count: point.count })})`}
      </summary>
      <ul className="places">
        {point.places.map((place) => (
          <li key={place}>
            <Place study={study} place={place} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function Place({ study, place }: { study: string; place: string }) {
  const [subject = '', event, form, repeat] = place.split('/');
  return event && form ? (
    <FormLink study={study} at={{ subject, event, form, repeat: Number(repeat ?? 1) }}>
      {place}
    </FormLink>
  ) : (
    <SubjectLink study={study} subject={subject} />
  );
}

type ChecklistProps = {
  study: string;
  points: ChecklistPoint[];
  /** What to do about what is unfinished. */
  note?: string;
  /** While points can be accepted as they are. */
  accepting?: { accepted: string[]; accept: (point: string, yes: boolean) => void };
};

function Checklist({ study, points, note, accepting }: ChecklistProps) {
  const unfinished = points.filter((point) => point.count > 0);
  return (
    <Stack className="panel" p="lg" gap="sm" component="section" aria-label={t('lock.checklist')}>
      <Title order={2} size="h3">
        {t('lock.checklist')}
      </Title>
      {unfinished.length === 0 && <Text>{t('lock.finished')}</Text>}
      {unfinished.map((point) => {
        const text = t('lock.point', { text: tCode('lock.points', point.id), count: point.count });
        return (
          <div key={point.id}>
            {accepting ? (
              <Checkbox
                size="md"
                label={text}
                checked={accepting.accepted.includes(point.id)}
                onChange={(e) => accepting.accept(point.id, e.currentTarget.checked)}
              />
            ) : (
              <Text>{text}</Text>
            )}
            <Places study={study} point={point} />
          </div>
        );
      })}
      {note && unfinished.length > 0 && <Text className="quiet">{note}</Text>}
    </Stack>
  );
}

type CloseProps = { study: string; lock: StudyLock; points: ChecklistPoint[] };

const NEXT: Record<string, string[]> = { open: ['freeze'], frozen: ['lock', 'unfreeze'], locked: ['unlock'] };

function Close({ study, lock, points }: CloseProps) {
  const queries = useQueryClient();
  const [key, setKey] = useState(newKey);
  const [accepted, setAccepted] = useState<string[]>([]);
  const [reason, setReason] = useState('');
  const send = useMutation({
    mutationFn: (action: string) =>
      call('POST', `${paths.study(study)}/lock`, {
        body: { action, reason: reason.trim(), accept: action === 'lock' ? accepted : [] },
        headers: { 'Idempotency-Key': key },
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['study', study] }),
    onSettled: () => setKey(newKey()),
  });
  const actions = NEXT[lock.state] ?? [];
  const accept = (point: string, yes: boolean) =>
    setAccepted(yes ? [...accepted, point] : accepted.filter((other) => other !== point));
  return (
    <Stack gap="md">
      <Checklist
        study={study}
        points={points}
        note={t('lock.acceptText')}
        accepting={lock.state === 'frozen' ? { accepted, accept } : undefined}
      />
      {actions.length > 0 && (
        <Stack className="panel" p="lg" gap="sm">
          <Textarea label={t('review.reason')} value={reason} onChange={(e) => setReason(e.currentTarget.value)} />
          {send.isError && <ProblemAlert error={send.error} />}
          <Group>
            {actions.map((action, i) => (
              <Button
                key={action}
                variant={i === 0 ? 'filled' : 'default'}
                loading={send.isPending && send.variables === action}
                disabled={reason.trim() === ''}
                onClick={() => send.mutate(action)}
              >
                {tCode('lock.acts', action)}
              </Button>
            ))}
          </Group>
        </Stack>
      )}
    </Stack>
  );
}
