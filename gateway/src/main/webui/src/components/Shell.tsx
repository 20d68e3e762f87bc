import { Alert, Anchor, AppShell, Button, Container, Group, Menu, Text } from '@mantine/core';
import { IconChevronDown, IconLock, IconLogout, IconUser } from '@tabler/icons-react';
import { Link, Outlet } from '@tanstack/react-router';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { drawFor, onAnotherPerson } from '../api/person';
import { meQuery } from '../api/queries';
import type { Me } from '../api/types';
import { t } from '../i18n';
import { AnotherPersonPage } from '../pages/AnotherPersonPage';
import { SignInPage } from '../pages/SignInPage';
import { Loading } from './Loading';
import { ProblemAlert } from './ProblemAlert';
import { MeContext } from './useMe';

/** The frame of every page. Without a session it shows the way in, and the address is kept for afterwards. */
export function Shell() {
  const me = useQuery(meQuery);
  // A session that ends under an open form must not take the form away: what was typed is still here. Another person's
  // session must: what is shown and typed here is not theirs.
  const [known, setKnown] = useState<Me | null>(null);
  const other = known !== null && me.data && me.data.id !== known.id ? me.data : null;
  if (me.data && me.data !== known && other === null) {
    drawFor(me.data.id);
    setKnown(me.data);
  }
  useAnotherPerson(known?.id);
  if (me.isPending) {
    return <Loading />;
  }
  if (me.isError && known === null) {
    return (
      <Container p="xl">
        <ProblemAlert error={me.error} onRetry={() => void me.refetch()} />
      </Container>
    );
  }
  if (known !== null && other !== null) {
    return <AnotherPersonPage before={known} now={other} />;
  }
  const person = me.data ?? known;
  if (person === null) {
    return <SignInPage />;
  }
  return (
    <MeContext.Provider value={person}>
      <Frame me={person} ended={me.data === null} />
    </MeContext.Provider>
  );
}

/** Asks again who is signed in as soon as it may be somebody else. */
function useAnotherPerson(id: string | undefined) {
  const queries = useQueryClient();
  useEffect(
    () =>
      id === undefined
        ? undefined
        : onAnotherPerson(id, () => void queries.invalidateQueries({ queryKey: meQuery.queryKey })),
    [id, queries],
  );
}

function Frame({ me, ended }: { me: Me; ended: boolean }) {
  return (
    <AppShell header={{ height: 60 }} padding={0}>
      <a className="skip-link" href="#content">
        {t('common.skip')}
      </a>
      <AppShell.Header bg="petrol.9" withBorder={false}>
        <Header me={me} />
        {/* A plain form: the identity provider's own sign-out is a navigation, not a fetch. */}
        <form id="sign-out" method="post" action="/sign-out" />
      </AppShell.Header>
      <AppShell.Main id="content" tabIndex={-1}>
        <Container size={1240} py="lg" px="lg">
          {ended && <SessionEnded />}
          <Outlet />
        </Container>
      </AppShell.Main>
    </AppShell>
  );
}

function SessionEnded() {
  return (
    <Alert color="orange" icon={<IconLock aria-hidden />} title={t('signIn.expired')} mb="md" role="alert">
      <Text c="dark.8">{t('signIn.expiredText')}</Text>
      <Anchor href="/sign-in?returnTo=/" target="_blank">
        {t('common.signInNewTab')}
      </Anchor>
    </Alert>
  );
}

function Header({ me }: { me: Me }) {
  return (
    <Container size={1240} px="lg" h="100%">
      <Group h="100%" justify="space-between" wrap="nowrap">
        <Anchor component={Link} to="/" c="white" underline="never">
          <Group gap="sm" wrap="nowrap">
            <img src="/favicon.svg" alt="" width={30} height={30} />
            <Text fw={700} fz="lg">
              {t('product.name')}
            </Text>
          </Group>
        </Anchor>
        <Menu position="bottom-end" width={240}>
          <Menu.Target>
            <Button
              variant="subtle"
              color="white"
              c="white"
              leftSection={<IconUser size={18} aria-hidden />}
              rightSection={<IconChevronDown size={16} aria-hidden />}
            >
              {me.name}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Label>{t('home.greeting', { name: me.username })}</Menu.Label>
            <Menu.Item leftSection={<IconLogout size={18} aria-hidden />} type="submit" form="sign-out">
              {t('common.signOut')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </Group>
    </Container>
  );
}
