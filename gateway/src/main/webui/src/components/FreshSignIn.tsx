import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { signInAgain, wantsFreshSignIn } from '../api/freshSignIn';
import { t } from '../i18n';
import { ProblemAlert } from './ProblemAlert';

type Props = { error: unknown; what: string; typed: unknown };

/** A refusal; where it only asks for a fresh sign-in, the way there, which keeps what was typed. */
export function FreshSignIn({ error, what, typed }: Props) {
  if (!wantsFreshSignIn(error)) {
    return <ProblemAlert error={error} />;
  }
  return (
    <Alert color="blue" icon={<IconKey aria-hidden />} title={t('freshSignIn.title')} role="alert" variant="light">
      <Stack gap="xs" align="flex-start">
        <Text c="dark.8">{t('freshSignIn.text')}</Text>
        <Button onClick={() => signInAgain(what, typed)}>{t('freshSignIn.button')}</Button>
      </Stack>
    </Alert>
  );
}
