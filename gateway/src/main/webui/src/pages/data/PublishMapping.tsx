import { Alert, Button, FileInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/client';
import { readJson } from '../../api/jsonFile';
import { paths } from '../../api/queries';
import { ProblemAlert } from '../../components/ProblemAlert';
import { t } from '../../i18n';

/** A mapping comes as a file, because a laboratory's columns are agreed on once and reviewed. */
export function PublishMapping({ study }: { study: string }) {
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [file, setFile] = useState<File | null>(null);
  const publish = useMutation({
    mutationFn: async () => {
      const body = await readJson(file!);
      await call('PUT', `${paths.study(study)}/import-mappings/${encodeURIComponent(name.trim())}`, { body });
      return name.trim();
    },
    onSuccess: async () => {
      setName('');
      setFile(null);
      await queries.invalidateQueries({ queryKey: ['study', study, 'import-mappings'] });
    },
  });
  return (
    <Stack className="panel" p="lg" gap="sm" component="section" aria-label={t('imports.publish')} align="flex-start">
      <Title order={2} size="h3">
        {t('imports.publish')}
      </Title>
      <Text>{t('imports.publishText')}</Text>
      <TextInput
        label={t('imports.name')}
        description={t('imports.nameHint')}
        maxLength={40}
        w={360}
        value={name}
        onChange={(e) => setName(e.currentTarget.value)}
      />
      <FileInput
        size="md"
        w={360}
        label={t('imports.definition')}
        placeholder={t('imports.chooseFile')}
        accept=".json,application/json"
        value={file}
        onChange={setFile}
      />
      {publish.isError && <ProblemAlert error={publish.error} />}
      {publish.data && (
        <Alert color="green" role="status" variant="light">
          <Text c="dark.8">{t('imports.published', { mapping: publish.data })}</Text>
        </Alert>
      )}
      <Button
        variant="default"
        loading={publish.isPending}
        disabled={name.trim() === '' || file === null}
        onClick={() => publish.mutate()}
      >
        {t('imports.publish')}
      </Button>
    </Stack>
  );
}
