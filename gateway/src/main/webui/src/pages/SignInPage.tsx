import { Button, Center, Stack, Text, Title } from '@mantine/core';
import { IconLogin2 } from '@tabler/icons-react';
import { t } from '../i18n';

export function SignInPage() {
  const returnTo = window.location.pathname + window.location.search;
  return (
    <Center mih="100vh" p="lg" component="main">
      <Stack className="panel" p={40} gap="lg" maw={480} align="flex-start">
        <img src="/favicon.svg" alt="" width={56} height={56} />
        <Title order={1}>{t('product.name')}</Title>
        <Text fz="lg">{t('product.sentence')}</Text>
        <Button
          component="a"
          href={`/sign-in?returnTo=${encodeURIComponent(returnTo)}`}
          size="lg"
          leftSection={<IconLogin2 size={20} aria-hidden />}
        >
          {t('common.signIn')}
        </Button>
        <Text size="sm" className="quiet">
          {t('signIn.explanation')}
        </Text>
      </Stack>
    </Center>
  );
}
