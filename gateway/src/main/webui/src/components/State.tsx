import { Badge } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCalendarTime,
  IconCircleCheck,
  IconCircleDashed,
  IconHourglass,
  IconPlayerPlay,
  IconUserCheck,
  IconUserOff,
  IconUserSearch,
  type Icon,
} from '@tabler/icons-react';
import type { EventState } from '../api/types';
import { t, tCode } from '../i18n';

type Look = { color: string; icon: Icon };

const EVENT: Record<EventState, Look> = {
  waiting: { color: 'gray', icon: IconHourglass },
  'not-yet': { color: 'blue', icon: IconCalendarTime },
  'in-window': { color: 'green', icon: IconPlayerPlay },
  late: { color: 'red', icon: IconAlertTriangle },
  done: { color: 'petrol', icon: IconCircleCheck },
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

export function EventStateBadge({ state }: { state: EventState }) {
  return <StateBadge look={EVENT[state]} text={t(`subject.eventState.${state}`)} />;
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
