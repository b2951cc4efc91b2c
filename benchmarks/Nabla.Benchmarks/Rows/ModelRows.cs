using Nabla.Optimizers;

namespace Nabla.Benchmarks.Rows;

/// <summary>train/* and infer/*: whole steps of dense networks, compiled, on batches that are tensors already.</summary>
internal static class ModelRows
{
    public static IEnumerable<Row> All =>
    [
        Train("train/softmax-regression", 64, static () => new SGD(0.1), "SGD(model.parameters(), lr=0.1)"),
        Train("train/mlp-512", 128, static () => new RMSprop(0.001), "RMSprop(model.parameters(), lr=0.001, alpha=0.9, eps=1e-7)", 512),
        Train("train/mlp-256-128", 128, static () => new SGD(0.1), "SGD(model.parameters(), lr=0.1)", 256, 128),
        Infer("infer/mlp-1", 1),
        Infer("infer/mlp-128", 128),
    ];

    private static Row Train(string name, int batch, Func<Optimizer> optimizer, string torchOptimizer, params int[] hidden) => new(name, () =>
    {
        var model = Networks.Make(optimizer(), hidden);
        var (x, y) = (Networks.Images(batch), Networks.Labels(batch));
        var step = Networks.Step(model, x.Shape);
        return () => step.Run(x, y);
    })
    {
        Flops = Networks.TrainingFlops(batch, hidden),
        Torch = new(
            $"""
            {TorchModel(hidden)}
            optimizer = torch.optim.{torchOptimizer}
            x = torch.rand({batch}, {Networks.Pixels}); y = torch.randint(0, {Networks.Classes}, ({batch},))
            def step():
                optimizer.zero_grad()
                loss = torch.nn.functional.cross_entropy(model(x), y)
                loss.backward()
                optimizer.step()
                return loss.item()
            """,
            "step()"),
    };

    private static Row Infer(string name, int batch) => new(name, () =>
    {
        var model = Networks.Make(new SGD(), 512);
        var x = Networks.Images(batch);
        model.BuildFor(x.Shape);
        var answer = Compiled.Of((Tensor images) => model.Call(images, training: false));
        return () => answer.Run(x);
    })
    {
        Flops = 2.0 * batch * ((Networks.Pixels * 512) + (512 * Networks.Classes)),
        Bytes = 4.0 * ((Networks.Pixels * 512) + (512 * Networks.Classes)),
        Torch = new(
            $"""
            {TorchModel([512])}
            x = torch.rand({batch}, {Networks.Pixels})
            def step():
                with torch.no_grad():
                    return torch.softmax(model(x), 1)
            """,
            "step()"),
    };

    private static string TorchModel(int[] hidden)
    {
        int[] widths = [Networks.Pixels, .. hidden, Networks.Classes];
        var layers = Enumerable.Range(1, hidden.Length + 1).Select(i => $"torch.nn.Linear({widths[i - 1]}, {widths[i]})");
        return $"model = torch.nn.Sequential({string.Join(", torch.nn.ReLU(), ", layers)})";
    }
}
