import { Alert, Anchor, Button, Group, Modal, Stack, Table, Text, Title, VisuallyHidden } from '@mantine/core';
import { IconLock, IconPlayerPlay } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { accessTo } from '../access';
import { call, newKey } from '../api/client';
import { analysesQuery, designQuery, isUnfinished, paths } from '../api/queries';
import type { AnalysisRun, PlannedLook } from '../api/types';
import { Crumbs } from '../components/Crumbs';
import { Loading } from '../components/Loading';
import { ProblemAlert } from '../components/ProblemAlert';
import { useMe } from '../components/useMe';
import { t } from '../i18n';
import { formatInstant } from '../time';
import { ArmKey } from './ArmKey';
import { Sessions } from './Sessions';

const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;
const number = (value: number | null | undefined, digits: number) =>
  typeof value === 'number' ? value.toFixed(digits) : t('common.none');

export function AnalysesPage({ study }: { study: string }) {
  const access = accessTo(useMe(), study);
  const design = useQuery(designQuery(study));
  const analyses = useQuery(analysesQuery(study));
  const [look, setLook] = useState<number | null>(null);
  const failed = [design, analyses].find((query) => query.isError);
  return (
    <Stack gap="lg">
      <div>
        <Crumbs study={study} here={t('dmc.title')} />
        <Title order={1}>{t('dmc.title')}</Title>
        <Text className="quiet">{study}</Text>
      </div>
      <Alert color="orange" icon={<IconLock aria-hidden />} title={t('dmc.confidential')}>
        <Text c="dark.8">{t('dmc.confidentialText')}</Text>
      </Alert>
      {failed && <ProblemAlert error={failed.error} onRetry={() => void failed.refetch()} />}
      {!failed && (!design.data || !analyses.data) && <Loading />}
      {design.data && (
        <Looks looks={design.data.looks} onRun={access.may('closed-analysis.run') ? setLook : undefined} />
      )}
      {analyses.data && (
        <Runs study={study} runs={analyses.data.items} cancellable={access.may('closed-analysis.run')} />
      )}
      {analyses.data && (
        <Sessions study={study} runs={analyses.data.items} holdable={access.may('meeting.hold')} />
      )}
      {look !== null && <RunLook study={study} look={look} onClose={() => setLook(null)} />}
    </Stack>
  );
}

function Looks({ looks, onRun }: { looks: PlannedLook[]; onRun?: (look: number) => void }) {
  return (
    <Stack gap="xs">
      <Title order={2} size="h3">
        {t('dmc.looks')}
      </Title>
      <Table.ScrollContainer minWidth={600} className="panel" type="native">
        <Table verticalSpacing="sm" horizontalSpacing="md">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('dmc.look', { look: '' }).trim()}</Table.Th>
              <Table.Th>{t('dmc.information')}</Table.Th>
              <Table.Th>{t('dmc.efficacy')}</Table.Th>
              <Table.Th>{t('dmc.futility')}</Table.Th>
              <Table.Th>
                <VisuallyHidden>{t('dmc.actions')}</VisuallyHidden>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {looks.map((planned) => (
              <Table.Tr key={planned.look} className="tabular">
                <Table.Td fw={650}>{planned.look}</Table.Td>
                <Table.Td>{planned.information}</Table.Td>
                <Table.Td>{number(planned.efficacyZ, 4)}</Table.Td>
                <Table.Td>{number(planned.futilityZ, 2)}</Table.Td>
                <Table.Td ta="right">
                  {onRun && (
                    <Button
                      size="sm"
                      variant="default"
                      leftSection={<IconPlayerPlay size={18} aria-hidden />}
                      onClick={() => onRun(planned.look)}
                    >
                      {t('dmc.run', { look: planned.look })}
                    </Button>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Stack>
  );
}

function Runs({ study, runs, cancellable }: { study: string; runs: AnalysisRun[]; cancellable: boolean }) {
  return (
    <Stack gap="xs">
      <Title order={2} size="h3">
        {t('dmc.runs')}
      </Title>
      {runs.length === 0 ? (
        <Text className="panel" p="lg">
          {t('dmc.noRuns')}
        </Text>
      ) : (
        <Table.ScrollContainer minWidth={680} className="panel" type="native">
          <Table verticalSpacing="sm" horizontalSpacing="md">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('dmc.look', { look: '' }).trim()}</Table.Th>
                <Table.Th>{t('dmc.runAt')}</Table.Th>
                <Table.Th>{t('dmc.runBy')}</Table.Th>
                <Table.Th>{t('dmc.state')}</Table.Th>
                <Table.Th>{t('dmc.information')}</Table.Th>
                <Table.Th>{t('dmc.z')}</Table.Th>
                <Table.Th>{t('dmc.decision')}</Table.Th>
                <Table.Th>{t('dmc.report')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {runs.map((run) => (
                <Run key={run.run} study={study} run={run} cancellable={cancellable} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Stack>
  );
}

function Run({ study, run, cancellable }: { study: string; run: AnalysisRun; cancellable: boolean }) {
  const result = run.result;
  const at = run.requestedAt ?? result?.runAt;
  return (
    <Table.Tr className="tabular">
      <Table.Td fw={650}>{run.look}</Table.Td>
      <Table.Td>{at ? formatInstant(at, ZONE) : t('common.none')}</Table.Td>
      <Table.Td>{run.requestedBy ?? result?.runBy}</Table.Td>
      <Table.Td>
        <State study={study} run={run} cancellable={cancellable} />
      </Table.Td>
      <Table.Td>
        {result?.information ? `${result.information.observed} / ${result.information.maximum}` : t('common.none')}
      </Table.Td>
      <Table.Td>{number(result?.comparison?.z, 4)}</Table.Td>
      <Table.Td fw={650}>{result ? t(`dmc.decisions.${result.decision}`) : t('common.none')}</Table.Td>
      <Table.Td>
        {result && (
          <Stack gap={4} align="flex-start">
            <Anchor
              href={`${paths.statistics(study)}/analyses/${encodeURIComponent(run.run)}/report`}
              target="_blank"
              rel="noreferrer"
              aria-label={`${t('dmc.openReport')}, ${t('dmc.look', { look: run.look })} (${t('common.opensInNewTab')})`}
            >
              {t('dmc.openReport')}
            </Anchor>
            <ArmKey study={study} run={run.run} look={run.look} />
          </Stack>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

function State({ study, run, cancellable }: { study: string; run: AnalysisRun; cancellable: boolean }) {
  const queries = useQueryClient();
  const cancel = useMutation({
    mutationFn: () =>
      call<AnalysisRun>('DELETE', `${paths.statistics(study)}/analyses/${encodeURIComponent(run.run)}`, {}),
    onSettled: () => queries.invalidateQueries({ queryKey: ['study', study, 'analyses'] }),
  });
  return (
    <Stack gap={4} aria-live="polite">
      <Text fw={650}>
        {t(`dmc.states.${run.state}`)}
        {run.state === 'running' && run.progress && `: ${run.progress.section}`}
      </Text>
      {run.outcome && (
        <Text size="sm">
          {run.outcome.detail} {run.outcome.fix}
        </Text>
      )}
      {cancel.isError && <ProblemAlert error={cancel.error} />}
      {cancellable && isUnfinished(run.state) && (
        <Button size="xs" variant="default" loading={cancel.isPending} onClick={() => cancel.mutate()}>
          {t('dmc.cancelRun')}
        </Button>
      )}
    </Stack>
  );
}

function RunLook({ study, look, onClose }: { study: string; look: number; onClose: () => void }) {
  const queries = useQueryClient();
  const [key] = useState(newKey);
  const run = useMutation({
    mutationFn: () =>
      call<AnalysisRun>('POST', `${paths.statistics(study)}/analyses`, {
        body: { look },
        headers: { 'Idempotency-Key': key },
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['study', study, 'analyses'] });
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title={t('dmc.runTitle', { look })} centered>
      <Stack>
        <Text>{t('dmc.runText')}</Text>
        {run.isError && <ProblemAlert error={run.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button loading={run.isPending} onClick={() => run.mutate()}>
            {t('dmc.runConfirm')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
