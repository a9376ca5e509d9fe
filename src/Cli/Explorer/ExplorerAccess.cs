using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Theory.Cli.Explorer;

/// <summary>Who may use the page: whoever has the token that the command printed, from this machine.</summary>
/// <remarks>
/// The first visit brings the token in its address and gets it as a cookie, which scripts cannot read and other sites cannot send. Requests for data need a header
/// besides, which a foreign page cannot set, and the name of this machine, so that a foreign name that is made to lead here is refused.
/// </remarks>
internal sealed class ExplorerAccess
{
    private const string Header = "X-Theory";

    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private readonly byte[] _token;

    public ExplorerAccess() => _token = Encoding.ASCII.GetBytes(Token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));

    /// <summary>The token.</summary>
    public string Token { get; }

    /// <summary>Lets a request pass, or answers it.</summary>
    public async Task CheckAsync(HttpContext context, Func<Task> next)
    {
        HttpRequest request = context.Request;
        IHeaderDictionary headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
        string cookie = $"theory-{context.Connection.LocalPort}";
        if (request.Host.Host is not ("127.0.0.1" or "localhost"))
        {
            await RefuseAsync(context, "this page is for this machine only");
        }
        else if (request.Path == "/" && request.Query.TryGetValue("token", out Microsoft.Extensions.Primitives.StringValues given))
        {
            if (!IsToken(given.ToString()))
            {
                await RefuseAsync(context, "the token is not that of this server; use the address that theory serve printed");
                return;
            }

            context.Response.Cookies.Append(cookie, Token, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/" });
            context.Response.Redirect("/");
        }
        else if (!IsToken(request.Cookies[cookie] ?? ""))
        {
            await RefuseAsync(context, "use the address with its token that theory serve printed");
        }
        else if (request.Path.StartsWithSegments("/api", StringComparison.Ordinal) && request.Headers[Header] != "1")
        {
            await RefuseAsync(context, $"requests for data need the header {Header}: 1");
        }
        else
        {
            await next();
        }
    }

    private bool IsToken(string text) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(text), _token);

    private static Task RefuseAsync(HttpContext context, string why)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return context.Response.WriteAsync(why);
    }
}
