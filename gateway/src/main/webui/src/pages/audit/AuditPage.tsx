import { Alert, Button, List, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { IconShieldCheck, IconShieldX } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { auditKeysQuery, auditPath, type Trail, type Verification } from '../../api/audit';
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
  const [trail, setTrail] = useState<Trail>('ecrf');
  return (
    <Stack gap="md">
      <div>
        <Crumbs study={study} here={t('audit.title')} />
        <Title order={1}>{t('audit.title')}</Title>
        <Text className="quiet">{t('audit.text')}</Text>
      </div>
      <SegmentedControl
        aria-label={t('audit.whose')}
        value={trail}
        onChange={(value) => setTrail(value as Trail)}
        data={(['ecrf', 'randomizer'] as const).map((value) => ({ value, label: t(`audit.trails.${value}`) }))}
        style={{ alignSelf: 'flex-start' }}
      />
      <Records key={trail} study={study} trail={trail} />
    </Stack>
  );
}

type Props = { study: string; trail: Trail };

function Records({ study, trail }: Props) {
  return (
    <>
      <div className="two-panels">
        {trail === 'ecrf' && (
          <Panel title={t('audit.verifyTitle')} text={t('audit.verifyText')}>
            <Verify study={study} />
          </Panel>
        )}
        <Panel title={t('audit.exportTitle')} text={t('audit.exportText')}>
          <Download
            variant="default"
            label={t('audit.export')}
            start={(onProgress) => download(`${auditPath(study, trail)}/export`, `${study}-${trail}-audit.jsonl`, onProgress)}
          />
        </Panel>
      </div>
      <AuditRoots study={study} trail={trail} />
      <Panel title={t('audit.keys')} text={t('audit.keysText')}>
        <Keys study={study} trail={trail} />
      </Panel>
    </>
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
    mutationFn: async () => (await call<Verification>('GET', `${auditPath(study, 'ecrf')}/verification`)).data,
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

function Keys({ study, trail }: Props) {
  const keys = useQuery(auditKeysQuery(study, trail));
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
