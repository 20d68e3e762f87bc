import { Button, Stack, Text, type ButtonProps } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { formatBytes, type Progress } from '../api/download';
import { t } from '../i18n';
import { ProblemAlert } from './ProblemAlert';

type Props = ButtonProps & { label: string; start: (onProgress: (progress: Progress) => void) => Promise<void> };

/** A button that fetches a file, and says how far it has come. */
export function Download({ label, start, ...look }: Props) {
  const [progress, setProgress] = useState<Progress>({ done: 0 });
  const fetching = useMutation({
    mutationFn: () => {
      setProgress({ done: 0 });
      return start(setProgress);
    },
  });
  return (
    <Stack gap="xs" align="flex-start">
      <Button
        leftSection={<IconDownload size={20} aria-hidden />}
        loading={fetching.isPending}
        onClick={() => fetching.mutate()}
        {...look}
      >
        {label}
      </Button>
      <Text size="sm" className="quiet" role="status">
        {fetching.isPending && told(progress)}
        {fetching.isSuccess && t('exports.fetched')}
      </Text>
      {fetching.isError && <ProblemAlert error={fetching.error} />}
    </Stack>
  );
}

const told = ({ done, of }: Progress) =>
  of === undefined ? t('exports.bytes', { bytes: formatBytes(done) }) : t('exports.subjects', { done, of });
