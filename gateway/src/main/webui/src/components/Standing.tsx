import { Alert, Badge, Stack, Text } from '@mantine/core';
import { IconLock, IconLockOpen, IconSnowflake } from '@tabler/icons-react';
import type { Closure, GroupStanding } from '../api/closing';
import { t, tCode } from '../i18n';
import { formatInstant } from '../time';

const LOOK = {
  open: { color: 'gray', icon: IconLockOpen },
  frozen: { color: 'orange', icon: IconSnowflake },
  locked: { color: 'orange', icon: IconLock },
  sealed: { color: 'red', icon: IconLock },
};

/** Whether something takes changes, as a word and a sign. */
export function ClosureBadge({ state }: { state: Closure }) {
  const { color, icon: Sign } = LOOK[state];
  return (
    <Badge variant="light" size="lg" tt="none" color={color} leftSection={<Sign size={16} aria-hidden />}>
      {tCode('review.states', state)}
    </Badge>
  );
}

/** Says what keeps something from changes that is larger than it. */
export function ClosedWith({ standing, zone }: { standing: GroupStanding; zone: string }) {
  const around = standing.closedWith;
  return around ? (
    <Alert color="orange" variant="light" icon={<IconLock aria-hidden />}>
      <Text c="dark.8">
        {t(around.level === 'site' ? 'review.siteClosed' : 'review.studyClosed', {
          state: tCode('review.states', around.state).toLowerCase(),
          by: around.by,
          at: formatInstant(around.since, zone),
        })}
      </Text>
    </Alert>
  ) : null;
}

/** What was done to all of a subject or a site. */
export function StandingSteps({ standing, zone }: { standing: GroupStanding; zone: string }) {
  return standing.marks.length === 0 ? null : (
    <details>
      <summary>{t('review.history', { count: standing.marks.length })}</summary>
      <Stack gap={4} mt="sm">
        {standing.marks.map((mark) => (
          <Text key={mark.number} size="sm">
            {formatInstant(mark.at, zone)} · {mark.by} · {tCode('review.actions', mark.action)}
            {mark.text ? `: ${mark.text}` : ''}
          </Text>
        ))}
      </Stack>
    </details>
  );
}
