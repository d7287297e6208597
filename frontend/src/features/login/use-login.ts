import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/shared/api/client";
import type { AuthInfo } from "@/shared/api/types";

type Credentials = { username: string; password: string };

/** Opens a session; everything read before is forgotten, since another person may see other things. */
export function useLogin() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Credentials) => api.post<AuthInfo>("/api/auth/login/", body),
    onSuccess: () => client.resetQueries(),
  });
}
