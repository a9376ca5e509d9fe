using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Theory.Cli.Explorer;

/// <summary>The explorer: a page on this machine, and the answers it asks for. It reads and writes no files.</summary>
/// <remarks>
/// Answers are those of the commands with <c>--json</c>. Each has a limit of time, and only so many are computed at once, so that many tabs cannot take the
/// machine; a request that its tab gave up is cancelled.
/// </remarks>
internal sealed class ExplorerServer : IAsyncDisposable
{
    private const string Quick = "quick";

    private const string Sampling = "sampling";

    private const int Remembered = 32;

    private const int Waiting = 100;

    private static readonly TimeSpan QuickLimit = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan SamplingLimit = TimeSpan.FromMinutes(2);

    private static readonly JsonSerializerOptions Compact = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly WebApplication _server;
    private readonly ExplorerAccess _access = new();
    private readonly PreparedActivations _activations = new(Remembered);

    private ExplorerServer(int port)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.Limits.MaxRequestBodySize = 0;
            kestrel.Limits.MaxConcurrentConnections = 200;
        });
        builder.Services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status503ServiceUnavailable;
            limiter.AddConcurrencyLimiter(Quick, o => (o.PermitLimit, o.QueueLimit) = (Environment.ProcessorCount, Waiting));
            limiter.AddConcurrencyLimiter(Sampling, o => (o.PermitLimit, o.QueueLimit) = (1, Waiting));
        });
        // An interrupt ends the command, which ends the server.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        _server = builder.Build();
        _server.Use((context, next) => _access.CheckAsync(context, () => next(context)));
        _server.UseRateLimiter();
        foreach (PageFile file in PageFile.All)
        {
            _server.MapGet(file.Path, context =>
            {
                context.Response.ContentType = file.ContentType;
                return context.Response.Body.WriteAsync(file.Content, context.RequestAborted).AsTask();
            });
        }

        Map("activation", (prepared, _, _) => ActivationAnswer.Of(prepared));
        Map("expectations", NetworkAnswers.Expectations);
        Map("phases", NetworkAnswers.Phases);
        Map("flow", NetworkAnswers.Flow);
        Map("correlations", NetworkAnswers.Correlations);
        MapAnswer("polynomial", PolynomialAnswer.Of);
        _server.MapGet("/api/sample", SampleAsync).RequireRateLimiting(Sampling);
    }

    /// <summary>The address with its token; known once the server runs.</summary>
    public string Address =>
        $"{_server.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First()}/?token={_access.Token}";

    /// <summary>Starts a server.</summary>
    /// <param name="port">The port; 0 for one that is free.</param>
    /// <exception cref="UserInputException">The port is taken or not allowed.</exception>
    public static async Task<ExplorerServer> StartAsync(int port)
    {
        ExplorerServer server = new(port);
        try
        {
            await server._server.StartAsync();
            return server;
        }
        catch (Exception error) when (error is IOException or System.Net.Sockets.SocketException)
        {
            await server.DisposeAsync();
            throw new UserInputException(string.Create(CultureInfo.InvariantCulture, $"port {port} cannot be used: {error.Message}; use another --port, or leave it out for one that is free"));
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private void Map(string name, Func<PreparedActivation, RequestValues, CancellationToken, JsonObject> answer) =>
        MapAnswer(name, (request, cancellation) => answer(_activations.Of(request.Formula()), request, cancellation));

    private void MapAnswer(string name, Func<RequestValues, CancellationToken, JsonObject> answer) => _server.MapGet($"/api/{name}", context => AnswerAsync(
        context,
        QuickLimit,
        async (request, cancellation) =>
        {
            JsonObject json = await Task.Run(() => answer(request, cancellation), cancellation);
            context.Response.ContentType = "application/json; charset=utf-8";
            await context.Response.WriteAsync(Text(json), cancellation);
        })).RequireRateLimiting(Quick);

    private Task SampleAsync(HttpContext context) => AnswerAsync(context, SamplingLimit, async (request, cancellation) =>
    {
        PreparedActivation prepared = _activations.Of(request.Formula());
        (Validation.Sampling.SamplingOptions options, Validation.Comparison.EnsembleTheory theory) = await Task.Run(() => SampleStream.Prepare(prepared, request, cancellation), cancellation);
        await SampleStream.WriteAsync(context.Response, prepared.Evaluator.Activation.Name, options, theory, cancellation);
    });

    private static async Task AnswerAsync(HttpContext context, TimeSpan limit, Func<RequestValues, CancellationToken, Task> answer)
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        cancellation.CancelAfter(limit);
        try
        {
            await answer(new RequestValues(context.Request.Query), cancellation.Token);
        }
        catch (UserInputException error)
        {
            await FailAsync(context, StatusCodes.Status400BadRequest, error.Message, error.Position);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for the answer.
        }
        catch (OperationCanceledException)
        {
            await FailAsync(context, StatusCodes.Status503ServiceUnavailable, $"this took longer than {limit.TotalSeconds} s and was ended; the command line has no such limit", null);
        }
        catch (Exception error)
        {
            await FailAsync(context, StatusCodes.Status500InternalServerError, $"internal fault, {error.GetType().Name}: {error.Message}", null);
        }
    }

    private static async Task FailAsync(HttpContext context, int status, string message, int? position)
    {
        JsonObject error = new() { ["error"] = message.ReplaceLineEndings(" "), ["position"] = position };
        if (context.Response.HasStarted)
        {
            // A stream of lines that began: its last line says how it ended.
            await context.Response.WriteAsync(Text(error) + "\n");
            return;
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.WriteAsync(Text(error));
    }

    private static string Text(JsonObject json) => json.ToJsonString(Compact);

    private sealed class NoLifetime : IHostLifetime
    {
        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
