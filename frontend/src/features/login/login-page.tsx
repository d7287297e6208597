import { Button, PasswordInput, Stack, Text, TextInput, Title } from "@mantine/core";
import { useNavigate, useSearchParams } from "react-router";
import { ApiError } from "@/shared/api/client";
import { afterLogin } from "@/shared/lib/login-link";
import { useDocumentTitle } from "@/shared/lib/use-document-title";
import { Problem } from "@/shared/ui/problem";
import classes from "./login-page.module.css";
import { useLogin } from "./use-login";

const field = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
};

/** Asks for name and password where the server requires them. */
export function LoginPage() {
  useDocumentTitle("Log in");
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const login = useLogin();
  const refused = login.error instanceof ApiError && [400, 401, 403].includes(login.error.status);
  return (
    <main className={classes.page}>
      <form
        className={classes.card}
        aria-labelledby="login-title"
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          login.mutate(
            { username: field(form, "username"), password: field(form, "password") },
            { onSuccess: () => void navigate(afterLogin(params.get("next")), { replace: true }) },
          );
        }}
      >
        <img src="/assets/favicon.svg" alt="" width={40} height={40} />
        <div>
          <Title order={1} id="login-title">
            Log in to Arboretum
          </Title>
          <Text c="dimmed" mt={4}>
            This server asks who you are. Accounts are made by its operator.
          </Text>
        </div>
        {login.error !== null && (
          <Problem>{refused ? login.error.message : `The login did not work. ${login.error.message}`}</Problem>
        )}
        <Stack gap="sm">
          <TextInput name="username" label="Name" autoComplete="username" required withAsterisk={false} size="md" />
          <PasswordInput
            name="password"
            label="Password"
            autoComplete="current-password"
            required
            withAsterisk={false}
            size="md"
          />
        </Stack>
        <Button type="submit" size="md" loading={login.isPending} fullWidth>
          Log in
        </Button>
      </form>
    </main>
  );
}
