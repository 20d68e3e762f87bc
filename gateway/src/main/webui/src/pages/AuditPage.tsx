import { Alert, Button, Group, List, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { call, newKey } from '../api/client';
import { download } from '../api/download';
import { auditKeysQuery, auditPath, type AuditRoot, type Verification } from '../api/audit';
import { Crumbs } from '../components/Crumbs';
import { Download } from '../components/Download';
import { ProblemAlert } from '../components/ProblemAlert';
import { t } from '../i18n';
import { formatInstant } from '../time';

/** Whether anybody touched what was stored. */
export function AuditPage({ study }: { study: string }) {
  return (
    <Stack gap="md">
      <div>
        <Crumbs study={study} here={t('audit.title')} />
        <Title order={1}>{t('audit.title')}</Title>
        <Text className="quiet">{t('audit.text')}</Text>
      </div>
      <Verify study={study} />
      <SignRoot study={study} />
      <Stack className="panel" p="lg" gap="sm">
        <Text>{t('audit.exportText')}</Text>
        <Download
          variant="default"
          label={t('audit.export')}
          start={(onProgress) => download(`${auditPath(study)}/export`, `${study}-audit.jsonl`, onProgress)}
        />
      </Stack>
      <Keys study={study} />
    </Stack>
  );
}

function Verify({ study }: { study: string }) {
  const verify = useMutation({
    mutationFn: async () => (await call<Verification>('GET', `${auditPath(study)}/verification`)).data,
  });
  return (
    <Stack className="panel" p="lg" gap="sm">
      <Text>{t('audit.verifyText')}</Text>
      <Group>
        <Button loading={verify.isPending} onClick={() => verify.mutate()}>
          {t('audit.verify')}
        </Button>
      </Group>
      {verify.isError && <ProblemAlert error={verify.error} />}
      {verify.data && <Outcome {...verify.data} />}
    </Stack>
  );
}

function Outcome({ entries, streams, roots, findings }: Verification) {
  const sound = findings.length === 0;
  return (
    <Alert color={sound ? 'green' : 'red'} role={sound ? 'status' : 'alert'} variant="light">
      <Text c="dark.8">{t(sound ? 'audit.sound' : 'audit.touched', { entries, streams, roots })}</Text>
      <List c="dark.8">
        {findings.map((finding) => (
          <List.Item key={`${finding.kind} ${finding.place} ${finding.seq}`}>
            {t('audit.finding', { place: finding.place, seq: finding.seq, what: finding.what })}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}

function SignRoot({ study }: { study: string }) {
  const sign = useMutation({
    mutationFn: async () =>
      (await call<AuditRoot>('POST', `${auditPath(study)}/roots`, { headers: { 'Idempotency-Key': newKey() } })).data,
  });
  return (
    <Stack className="panel" p="lg" gap="sm">
      <Group>
        <Button variant="default" loading={sign.isPending} onClick={() => sign.mutate()}>
          {t('audit.sign')}
        </Button>
      </Group>
      {sign.isError && <ProblemAlert error={sign.error} />}
      {sign.data && (
        <Text role="status" style={{ overflowWrap: 'anywhere' }}>
          {t('audit.signed', {
            seq: sign.data.seq,
            at: formatInstant(sign.data.at, 'UTC'),
            streams: sign.data.streams,
            hash: sign.data.hash,
          })}
        </Text>
      )}
    </Stack>
  );
}

function Keys({ study }: { study: string }) {
  const keys = useQuery(auditKeysQuery(study));
  return (
    <Stack className="panel" p="lg" gap="sm" component="section" aria-label={t('audit.keys')}>
      <Title order={2} size="h3">
        {t('audit.keys')}
      </Title>
      <Text>{t('audit.keysText')}</Text>
      {keys.isError && <ProblemAlert error={keys.error} onRetry={() => void keys.refetch()} />}
      {(keys.data?.keys ?? []).map((key) => (
        <div key={key.key}>
          <Text className="quiet">{t('audit.key', { key: key.key })}</Text>
          <Text className="tabular" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
            {key.publicKey}
          </Text>
        </div>
      ))}
    </Stack>
  );
}
