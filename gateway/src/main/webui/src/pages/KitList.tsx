import { Button, Group, Modal, NativeSelect, Stack, Table, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call, newKey } from '../api/client';
import { dispensingsQuery, paths } from '../api/queries';
import type { Dispensing } from '../api/types';
import { Loading } from '../components/Loading';
import { ProblemAlert } from '../components/ProblemAlert';
import { t } from '../i18n';
import { formatInstant } from '../time';

type Props = { study: string; subject: string; zone: string; mayDispense: boolean };

/** A subject's kits: numbers and times, nothing of what is in them. */
export function KitList({ study, subject, zone, mayDispense }: Props) {
  const found = useQuery(dispensingsQuery(study, subject));
  const [replacing, setReplacing] = useState<Dispensing | null>(null);
  const [dispensing, setDispensing] = useState(false);
  if (found.isPending) {
    return <Loading />;
  }
  if (found.isError) {
    return <ProblemAlert error={found.error} onRetry={() => void found.refetch()} />;
  }
  const items = found.data.items;
  const present = (kit: Dispensing) => items.every((other) => other.dose !== kit.dose || other.round <= kit.round);
  return (
    <Stack gap="md">
      {items.length === 0 ? (
        <Text className="panel" p="lg">
          {t('kits.empty')}
        </Text>
      ) : (
        <Table.ScrollContainer minWidth={600} className="panel" type="native">
          <Table verticalSpacing="sm" horizontalSpacing="md">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('kits.kit')}</Table.Th>
                <Table.Th>{t('kits.dose')}</Table.Th>
                <Table.Th>{t('kits.dispensed')}</Table.Th>
                <Table.Th>{t('kits.actions')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {items.map((kit) => (
                <Table.Tr key={kit.kit}>
                  <Table.Td className="tabular">{kit.kit}</Table.Td>
                  <Table.Td>{doseName(kit.dose)}</Table.Td>
                  <Table.Td>{formatInstant(kit.dispensedAt, zone)}</Table.Td>
                  <Table.Td>
                    {present(kit) && mayDispense && (
                      <Button size="xs" variant="default" onClick={() => setReplacing(kit)}>
                        {t('kits.replace')}
                      </Button>
                    )}
                    {!present(kit) && <Text className="quiet">{t('kits.replaced')}</Text>}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {mayDispense && items.length > 0 && (
        <Group>
          <Button onClick={() => setDispensing(true)}>{t('kits.dispense')}</Button>
        </Group>
      )}
      {dispensing && <Dispense study={study} subject={subject} onClose={() => setDispensing(false)} />}
      {replacing && <Replace study={study} subject={subject} kit={replacing} onClose={() => setReplacing(null)} />}
    </Stack>
  );
}

const doseName = (dose: string) => (dose === 'RANDOMIZATION' ? t('kits.firstDose') : dose);

function useDispensing(study: string, subject: string, path: string, onClose: () => void) {
  const queries = useQueryClient();
  const [key] = useState(newKey);
  return useMutation({
    mutationFn: (body: unknown) =>
      call<Dispensing>('POST', paths.dispensings(study, subject) + path, { body, headers: { 'Idempotency-Key': key } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['study', study, 'subject', subject] });
      onClose();
    },
  });
}

function Dispense({ study, subject, onClose }: { study: string; subject: string; onClose: () => void }) {
  const [dose, setDose] = useState('');
  const send = useDispensing(study, subject, '', onClose);
  return (
    <Modal opened onClose={onClose} title={t('kits.dispenseTitle', { subject })} centered>
      <Stack>
        <TextInput
          label={t('kits.forDose')}
          description={t('kits.forDoseHint')}
          value={dose}
          onChange={(e) => setDose(e.currentTarget.value)}
        />
        {send.isError && <ProblemAlert error={send.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button loading={send.isPending} disabled={dose.trim() === ''} onClick={() => send.mutate({ dose: dose.trim() })}>
            {t('kits.dispense')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

type ReplaceProps = { study: string; subject: string; kit: Dispensing; onClose: () => void };

function Replace({ study, subject, kit, onClose }: ReplaceProps) {
  const [cause, setCause] = useState('damaged');
  const [reason, setReason] = useState('');
  const send = useDispensing(study, subject, `/${encodeURIComponent(kit.dose)}/replacement`, onClose);
  return (
    <Modal opened onClose={onClose} title={t('kits.replaceTitle', { kit: kit.kit })} centered>
      <Stack>
        <Text>{t('kits.replaceText')}</Text>
        <NativeSelect
          label={t('kits.cause')}
          value={cause}
          onChange={(e) => setCause(e.currentTarget.value)}
          data={[
            { value: 'damaged', label: t('kits.damaged') },
            { value: 'lost', label: t('kits.lost') },
          ]}
        />
        <TextInput label={t('kits.reason')} value={reason} onChange={(e) => setReason(e.currentTarget.value)} />
        {send.isError && <ProblemAlert error={send.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            loading={send.isPending}
            disabled={reason.trim().length < 3}
            onClick={() => send.mutate({ kit: kit.kit, cause, reason: reason.trim() })}
          >
            {t('kits.replace')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
