import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { t } from '../i18n';

type Props = { onStay: () => void; onLeave: () => void };

export function LeaveDialog({ onStay, onLeave }: Props) {
  return (
    <Modal opened onClose={onStay} title={t('form.leave')} centered>
      <Stack>
        <Text>{t('form.leaveText')}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onLeave}>
            {t('form.leaveConfirm')}
          </Button>
          <Button onClick={onStay}>{t('form.stay')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
