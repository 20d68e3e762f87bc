import { Alert, Anchor, Button, List, Stack, Text } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { ProblemError } from '../api/client';
import type { Problem } from '../api/types';
import { t } from '../i18n';

type Props = { error: unknown; onRetry?: () => void };

/** What went wrong, and what to do next, in the words of the service that refused. */
export function ProblemAlert({ error, onRetry }: Props) {
  const problem = error instanceof ProblemError ? error.problem : unexpected();
  return (
    <Alert color="red" icon={<IconAlertCircle aria-hidden />} title={problem.title} role="alert" variant="light">
      <Stack gap="xs" align="flex-start">
        {problem.detail && <Text c="dark.8">{problem.detail}</Text>}
        <Causes problem={problem} />
        {problem.fix && <Text c="dark.8" fw={600}>{problem.fix}</Text>}
        {problem.status === 401 && (
          <Anchor href="/sign-in?returnTo=/" target="_blank">
            {t('common.signInNewTab')}
          </Anchor>
        )}
        {problem.instance && problem.status >= 500 && (
          <Text size="sm" className="quiet">
            {t('common.reference', { id: problem.errorId ?? problem.instance.replace('urn:request:', '') })}
          </Text>
        )}
        {onRetry && (
          <Button size="sm" variant="default" onClick={onRetry}>
            {t('common.tryAgain')}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}

function Causes({ problem }: { problem: Problem }) {
  const causes = [
    ...(problem.reasons ?? []),
    ...(problem.violations ?? []).map((v) => `${v.field}: ${v.message}`),
    ...(problem.lines ?? []).map(({ line, what }) => t('common.line', { line, what: what.join('; ') })),
    ...(problem.entries ?? []).map(({ index, detail }) => t('common.entry', { number: index + 1, detail })),
    ...(problem.errors ?? []).map((error) => (typeof error === 'string' ? error : t('common.fault', error))),
  ];
  if (causes.length === 0) {
    return null;
  }
  return (
    <List c="dark.8">
      {causes.map((cause) => (
        <List.Item key={cause}>{cause}</List.Item>
      ))}
    </List>
  );
}

function unexpected(): Problem {
  return {
    status: 0,
    code: 'unexpected-error',
    title: 'Something unexpected happened on this page',
    fix: 'Reload the page. If it happens again, tell your administrator.',
  };
}
