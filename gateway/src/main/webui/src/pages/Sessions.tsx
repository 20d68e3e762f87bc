import { Anchor, Badge, Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconGavel } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { call, newKey } from '../api/client';
import { meetingsQuery, paths } from '../api/queries';
import type { AnalysisRun, Meeting } from '../api/types';
import { Loading } from '../components/Loading';
import { ProblemAlert } from '../components/ProblemAlert';
import { t } from '../i18n';
import { formatInstant } from '../time';
import { stateColors } from './MeetingPage';

type Props = { study: string; runs: AnalysisRun[]; holdable: boolean };

/** The committee's closed sessions, and the looks on which one can be opened. */
export function Sessions({ study, runs, holdable }: Props) {
  const meetings = useQuery(meetingsQuery(study));
  return (
    <Stack gap="xs" component="section" aria-label={t('meeting.sessions')}>
      <Title order={2} size="h3">
        {t('meeting.sessions')}
      </Title>
      {meetings.isError && <ProblemAlert error={meetings.error} onRetry={() => void meetings.refetch()} />}
      {meetings.isPending && <Loading />}
      {meetings.data?.items.length === 0 && (
        <Text className="panel" p="lg">
          {t('meeting.none')}
        </Text>
      )}
      {meetings.data?.items.map((meeting) => <Session key={meeting.meeting} study={study} meeting={meeting} />)}
      {holdable &&
        meetings.data &&
        openable(runs, meetings.data.items).map((next) => <Open key={next.look} study={study} next={next} />)}
    </Stack>
  );
}

function Session({ study, meeting }: { study: string; meeting: Meeting }) {
  return (
    <Group className="panel" p="md" justify="space-between">
      <div>
        <Anchor
          fw={650}
          renderRoot={(props) => (
            <Link to="/studies/$study/meetings/$meeting" params={{ study, meeting: meeting.meeting }} {...props} />
          )}
        >
          {t('meeting.title', { look: meeting.look })}
        </Anchor>
        <Text className="quiet">
          {t('meeting.openedBy', { name: meeting.openedBy, at: formatInstant(meeting.openedAt, 'UTC') })}
        </Text>
      </div>
      <Badge color={stateColors[meeting.state]} variant="light" size="lg" tt="none">
        {t(`meeting.states.${meeting.state}`)}
      </Badge>
    </Group>
  );
}

type Openable = { look: number; analysis: string; supersedes?: string };

/** The last completed run of each look that has no open session; its session replaces the last released one, if any. */
function openable(runs: AnalysisRun[], meetings: Meeting[]): Openable[] {
  const byLook = new Map<number, Openable>();
  for (const run of runs.filter((completed) => completed.state === 'completed')) {
    const ofLook = meetings.filter((meeting) => meeting.look === run.look);
    if (ofLook.every((meeting) => meeting.state !== 'open')) {
      const released = ofLook.filter((meeting) => meeting.state === 'released').at(-1);
      byLook.set(run.look, { look: run.look, analysis: run.run, supersedes: released?.meeting });
    }
  }
  return [...byLook.values()];
}

function Open({ study, next }: { study: string; next: Openable }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [key] = useState(newKey);
  const open = useMutation({
    mutationFn: async () =>
      (
        await call<Meeting>('POST', paths.meetings(study), {
          body: { analysis: next.analysis, supersedes: next.supersedes },
          headers: { 'Idempotency-Key': key },
        })
      ).data,
    onSuccess: async (meeting) => {
      await queries.invalidateQueries({ queryKey: ['study', study, 'meetings'] });
      await navigate({ to: '/studies/$study/meetings/$meeting', params: { study, meeting: meeting.meeting } });
    },
  });
  return (
    <Stack gap="xs" align="flex-start">
      <Button
        variant={next.supersedes ? 'default' : 'light'}
        leftSection={<IconGavel size={18} aria-hidden />}
        loading={open.isPending}
        onClick={() => open.mutate()}
      >
        {t(next.supersedes ? 'meeting.openAgain' : 'meeting.open', { look: next.look })}
      </Button>
      {next.supersedes && <Text className="quiet">{t('meeting.openAgainText')}</Text>}
      {open.isError && <ProblemAlert error={open.error} />}
    </Stack>
  );
}
