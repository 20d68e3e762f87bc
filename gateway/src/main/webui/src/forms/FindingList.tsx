import { Group, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleX, IconMessageQuestion, type Icon } from '@tabler/icons-react';
import type { Finding } from '../api/types';
import { t } from '../i18n';

const LOOK: Record<Finding['severity'], { color: string; icon: Icon }> = {
  error: { color: 'red.9', icon: IconCircleX },
  warning: { color: 'var(--warning)', icon: IconAlertTriangle },
  query: { color: 'blue.9', icon: IconMessageQuestion },
};

export function FindingList({ findings }: { findings: Finding[] }) {
  return findings.map((finding) => {
    const { color, icon: Icon } = LOOK[finding.severity];
    return (
      <Group key={finding.check + finding.message} gap={6} wrap="nowrap" align="flex-start" c={color} role="note">
        <Icon size={20} aria-hidden style={{ flexShrink: 0, marginTop: 1 }} />
        <Text size="sm" fw={600}>
          {t(`form.severity.${finding.severity}`)}: {finding.message}
        </Text>
      </Group>
    );
  });
}
