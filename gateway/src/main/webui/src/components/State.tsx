import { Badge } from '@mantine/core';
import {
  IconAlertTriangle,
  IconBell,
  IconCalendarTime,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleMinus,
  IconCircleX,
  IconClockExclamation,
  IconHourglass,
  IconPlayerPlay,
  IconUserCheck,
  IconUserOff,
  IconUserSearch,
  type Icon,
} from '@tabler/icons-react';
import type { WorkState } from '../api/types';
import { t, tCode } from '../i18n';

type Look = { color: string; icon: Icon };

const WORK: Record<WorkState, Look> = {
  waiting: { color: 'gray', icon: IconHourglass },
  'not-yet': { color: 'blue', icon: IconCalendarTime },
  'in-window': { color: 'green', icon: IconPlayerPlay },
  due: { color: 'green', icon: IconBell },
  late: { color: 'red', icon: IconAlertTriangle },
  missed: { color: 'red', icon: IconCircleX },
  'out-of-window': { color: 'orange', icon: IconClockExclamation },
  done: { color: 'petrol', icon: IconCircleCheck },
  'not-expected': { color: 'gray', icon: IconCircleMinus },
};

/** State as words and an icon; the color only repeats them. */
function StateBadge({ look, text }: { look: Look; text: string }) {
  const Icon = look.icon;
  return (
    <Badge
      color={look.color}
      variant="light"
      size="lg"
      tt="none"
      fw={600}
      miw="max-content"
      leftSection={<Icon size={16} aria-hidden />}
    >
      {text}
    </Badge>
  );
}

export function WorkStateBadge({ state }: { state: WorkState }) {
  return <StateBadge look={WORK[state]} text={t(`work.states.${state}`)} />;
}

/** The same without the pill, for lines. */
export function WorkStateWords({ state }: { state: WorkState }) {
  const Icon = WORK[state].icon;
  return (
    <span className="state-words" data-state={state}>
      <Icon size={18} aria-hidden />
      {t(`work.states.${state}`)}
    </span>
  );
}

const SUBJECT: Record<string, Look> = {
  screening: { color: 'blue', icon: IconUserSearch },
  randomized: { color: 'green', icon: IconUserCheck },
  withdrawn: { color: 'gray', icon: IconUserOff },
  'screen-failed': { color: 'gray', icon: IconUserOff },
  discontinued: { color: 'gray', icon: IconUserOff },
  completed: { color: 'petrol', icon: IconCircleCheck },
};

export function SubjectStatusBadge({ status }: { status: string }) {
  return (
    <StateBadge look={SUBJECT[status] ?? { color: 'gray', icon: IconCircleDashed }} text={tCode('status', status)} />
  );
}
