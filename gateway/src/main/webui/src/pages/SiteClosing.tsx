import { Alert, Button, Group, NativeSelect, Stack, Text, Textarea, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call, newKey } from '../api/client';
import type { GroupStanding } from '../api/closing';
import { paths } from '../api/queries';
import { ProblemAlert } from '../components/ProblemAlert';
import { siteOption } from '../components/SiteChoice';
import { WithStudy, type InStudy } from '../components/WithStudy';
import { t, tCode } from '../i18n';

const ACTIONS = ['freeze', 'unfreeze', 'lock', 'unlock'];

/** Freezing and locking all of one site before the others. */
export function SiteClosing({ study }: { study: string }) {
  return <WithStudy study={study}>{(at) => (at.access.may('form.lock') ? <Closing {...at} /> : null)}</WithStudy>;
}

function Closing({ overview, sites }: InStudy) {
  const queries = useQueryClient();
  const [key, setKey] = useState(newKey);
  const [site, setSite] = useState(sites[0]?.id ?? '');
  const [reason, setReason] = useState('');
  const send = useMutation({
    mutationFn: async (action: string) => {
      const path = `${paths.study(overview.study)}/sites/${encodeURIComponent(site)}/closure`;
      const body = { action, reason: reason.trim() };
      const answer = await call<GroupStanding>('POST', path, { body, headers: { 'Idempotency-Key': key } });
      return { site, state: answer.data.state };
    },
    onSuccess: async () => {
      setReason('');
      await queries.invalidateQueries({ queryKey: ['study', overview.study] });
    },
    onSettled: () => setKey(newKey()),
  });
  return (
    <Stack className="panel" p="lg" gap="sm" component="section" aria-label={t('lock.site')}>
      <Title order={2} size="h3">
        {t('lock.site')}
      </Title>
      <Text>{t('lock.siteText')}</Text>
      <NativeSelect
        label={t('lock.siteChoice')}
        value={site}
        onChange={(e) => setSite(e.currentTarget.value)}
        data={sites.map(siteOption)}
        maw={360}
      />
      <Textarea
        label={t('review.reason')}
        maxLength={1000}
        value={reason}
        onChange={(e) => setReason(e.currentTarget.value)}
      />
      {send.isError && <ProblemAlert error={send.error} />}
      {send.data && (
        <Alert color="green" role="status" variant="light">
          <Text c="dark.8">
            {t('lock.siteDone', { site: send.data.site, state: tCode('review.states', send.data.state) })}
          </Text>
        </Alert>
      )}
      <Group>
        {ACTIONS.map((action) => (
          <Button
            key={action}
            variant="default"
            loading={send.isPending && send.variables === action}
            disabled={reason.trim() === '' || send.isPending}
            onClick={() => send.mutate(action)}
          >
            {tCode('review.acts', action)}
          </Button>
        ))}
      </Group>
    </Stack>
  );
}
