import { Alert, Button, List, Stack, Text, Title } from '@mantine/core';
import { IconShieldCheck, IconShieldX } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { auditKeysQuery, auditPath, type Verification } from '../../api/audit';
import { call } from '../../api/client';
import { download } from '../../api/download';
import { Crumbs } from '../../components/Crumbs';
import { Download } from '../../components/Download';
import { Loading } from '../../components/Loading';
import { ProblemAlert } from '../../components/ProblemAlert';
import { t } from '../../i18n';
import { AuditRoots } from './AuditRoots';

/** Whether anybody touched what was stored, and what proves it to somebody else. */
export function AuditPage({ study }: { study: string }) {
  return (
    <Stack gap="md">
      <div>
        <Crumbs study={study} here={t('audit.title')} />
        <Title order={1}>{t('audit.title')}</Title>
        <Text className="quiet">{t('audit.text')}</Text>
      </div>
      <div className="two-panels">
        <Panel title={t('audit.verifyTitle')} text={t('audit.verifyText')}>
          <Verify study={study} />
        </Panel>
        <Panel title={t('audit.exportTitle')} text={t('audit.exportText')}>
          <Download
            variant="default"
            label={t('audit.export')}
            start={(onProgress) => download(`${auditPath(study)}/export`, `${study}-audit.jsonl`, onProgress)}
          />
        </Panel>
      </div>
      <AuditRoots study={study} />
      <Panel title={t('audit.keys')} text={t('audit.keysText')}>
        <Keys study={study} />
      </Panel>
    </Stack>
  );
}

type PanelProps = { title: string; text: string; children: ReactNode };

function Panel({ title, text, children }: PanelProps) {
  return (
    <Stack className="panel" p="lg" gap="sm" component="section" aria-label={title}>
      <Title order={2} size="h3">
        {title}
      </Title>
      <Text>{text}</Text>
      {children}
    </Stack>
  );
}

function Verify({ study }: { study: string }) {
  const verify = useMutation({
    mutationFn: async () => (await call<Verification>('GET', `${auditPath(study)}/verification`)).data,
  });
  return (
    <>
      <div>
        <Button loading={verify.isPending} onClick={() => verify.mutate()}>
          {t('audit.verify')}
        </Button>
      </div>
      <Text role="status" size="sm" className="quiet">
        {verify.isPending && t('audit.verifying')}
      </Text>
      {verify.isError && <ProblemAlert error={verify.error} />}
      {verify.data && <Outcome {...verify.data} />}
    </>
  );
}

function Outcome({ entries, streams, roots, findings }: Verification) {
  const sound = findings.length === 0;
  return (
    <Alert
      color={sound ? 'green' : 'red'}
      icon={sound ? <IconShieldCheck aria-hidden /> : <IconShieldX aria-hidden />}
      role={sound ? 'status' : 'alert'}
      variant="light"
    >
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

function Keys({ study }: { study: string }) {
  const keys = useQuery(auditKeysQuery(study));
  if (keys.isPending) {
    return <Loading />;
  }
  if (keys.isError) {
    return <ProblemAlert error={keys.error} onRetry={() => void keys.refetch()} />;
  }
  return keys.data.keys.map((key, i) => (
    <div key={key.key}>
      <Text className="quiet">{t(i === 0 ? 'audit.keyNow' : 'audit.key', { key: key.key })}</Text>
      <Text ff="monospace" style={{ overflowWrap: 'anywhere' }}>
        {key.publicKey}
      </Text>
    </div>
  ));
}
