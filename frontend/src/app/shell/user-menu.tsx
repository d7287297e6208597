import { ActionIcon, Menu } from "@mantine/core";
import { IconLogout, IconUser } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { api } from "@/shared/api/client";
import { useSystem } from "@/shared/api/system";

/** Who is logged in, and the way out; nothing where no login is needed. */
export function UserMenu() {
  const auth = useSystem().data?.auth;
  const client = useQueryClient();
  const navigate = useNavigate();
  if (!auth?.user) return null;
  const logout = async () => {
    await api.post("/api/auth/logout/");
    client.clear();
    await navigate("/login");
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={36} aria-label={`Account of ${auth.user}`}>
          <IconUser size={19} stroke={1.7} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {auth.user}
          {auth.role === null ? "" : ` · ${auth.role}`}
        </Menu.Label>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void logout()}>
          Log out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
