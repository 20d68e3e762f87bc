import { Center, Loader, Stack, Text } from '@mantine/core';
import { t } from '../i18n';

export function Loading() {
  return (
    <Center p="xl" role="status">
      <Stack align="center" gap="xs">
        <Loader aria-hidden />
        <Text className="quiet">{t('common.loading')}</Text>
      </Stack>
    </Center>
  );
}
