import { Stack, Title } from '@mantine/core';
import { t } from '../i18n';
import { Crumbs } from './Crumbs';
import { ProblemAlert } from './ProblemAlert';

type Props = { error: unknown; onRetry: () => void };

/** A page whose subject could not be fetched, with a way back. */
export function ProblemPage(props: Props) {
  return (
    <Stack gap="md">
      <div>
        <Crumbs here={t('common.problem')} />
        <Title order={1}>{t('common.problem')}</Title>
      </div>
      <ProblemAlert {...props} />
    </Stack>
  );
}
