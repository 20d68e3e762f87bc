import { Button, Group, Modal, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { call, newKey } from '../api/client';
import { paths } from '../api/queries';
import type { Site, SubjectSummary } from '../api/types';
import { ProblemAlert } from '../components/ProblemAlert';
import { t } from '../i18n';
import { fromLocalField, now, toLocalField } from '../time';
import { siteOption } from '../components/SiteChoice';
import { zoneOf } from '../sites';

type Props = { study: string; sites: Site[]; onClose: () => void };

export function ScreenSubject({ study, sites, onClose }: Props) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  // One key for as long as the dialog is open: a second press, or a retry after a lost answer, screens nobody twice.
  const [key] = useState(newKey);
  const [site, setSite] = useState(sites[0]?.id ?? '');
  const zone = zoneOf(sites, site);
  const [local, setLocal] = useState(() => toLocalField(now(), zone));
  const screenedAt = fromLocalField(local, zone);
  const screen = useMutation({
    mutationFn: () =>
      call<SubjectSummary>('POST', paths.subjects(study, site), {
        body: { screenedAt },
        headers: { 'Idempotency-Key': key },
      }),
    onSuccess: async ({ data }) => {
      await queries.invalidateQueries({ queryKey: ['study', study, 'subjects'] });
      notifications.show({ message: t('study.screened', { subject: data.subject }), color: 'green.9' });
      await navigate({ to: '/studies/$study/subjects/$subject', params: { study, subject: data.subject } });
    },
  });
  return (
    <Modal opened onClose={onClose} title={t('study.screenTitle')} centered>
      <Stack>
        <Text>{t('study.screenText')}</Text>
        <NativeSelect
          label={t('study.site')}
          value={site}
          onChange={(e) => setSite(e.currentTarget.value)}
          data={sites.map(siteOption)}
        />
        <TextInput
          type="datetime-local"
          label={t('study.screenedAt')}
          description={t('form.occurredAtHint', { zone })}
          value={local}
          onChange={(e) => setLocal(e.currentTarget.value)}
          error={screenedAt === null ? t('form.errors.datetime') : undefined}
        />
        {screen.isError && <ProblemAlert error={screen.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button loading={screen.isPending} disabled={screenedAt === null} onClick={() => screen.mutate()}>
            {t('study.screenConfirm')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
