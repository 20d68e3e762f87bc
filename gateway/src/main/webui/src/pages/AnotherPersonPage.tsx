import { Button, Center, Stack, Text, Title } from '@mantine/core';
import { IconUser } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { meQuery } from '../api/queries';
import type { Me } from '../api/types';
import { t } from '../i18n';

/**
 * Takes the place of a whole page that was drawn for somebody else, with all that they saw, typed and followed. The way on is a
 * navigation, not a link within the page: it leaves nothing of theirs in memory.
 */
export function AnotherPersonPage({ before, now }: { before: Me; now: Me }) {
  const queries = useQueryClient();
  useEffect(() => queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== meQuery.queryKey[0] }), [queries]);
  return (
    <Center mih="100vh" p="lg" component="main">
      <Stack className="panel" p={40} gap="lg" maw={560} align="flex-start" role="alert">
        <img src="/favicon.svg" alt="" width={56} height={56} />
        <Title order={1}>{t('anotherPerson.title', { name: now.name })}</Title>
        <Text fz="lg">{t('anotherPerson.text', { before: before.name })}</Text>
        <Button
          component="a"
          href={window.location.pathname + window.location.search}
          size="lg"
          leftSection={<IconUser size={20} aria-hidden />}
        >
          {t('anotherPerson.goOn', { name: now.name })}
        </Button>
      </Stack>
    </Center>
  );
}
