import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { recordQuery, type FormAddress } from '../api/queries';
import type { Problem } from '../api/types';
import { t } from '../i18n';
import { formatInstant } from '../time';

type Props = { problem: Problem; at: FormAddress; zone: string };

export function ConflictAlert({ problem, at, zone }: Props) {
  const queries = useQueryClient();
  return (
    <Alert color="orange" icon={<IconUsers aria-hidden />} title={t('form.conflict')} role="alert">
      <Stack gap="sm" align="flex-start">
        <Text c="dark.8">
          {problem.savedBy && problem.savedAt && problem.currentRevision
            ? t('form.conflictText', {
                by: problem.savedBy,
                revision: problem.currentRevision,
                at: formatInstant(problem.savedAt, zone),
              })
            : problem.detail}
        </Text>
        <Button
          size="sm"
          variant="default"
          onClick={() => void queries.invalidateQueries({ queryKey: recordQuery(at).queryKey })}
        >
          {t('form.conflictLoad')}
        </Button>
      </Stack>
    </Alert>
  );
}
