using Nabla.Layers;
using Nabla.Optimizers;

namespace Nabla.Benchmarks.Rows;

/// <summary>train/convnet, infer/convnet-*: three convolutions of 32, 64 and 128 filters with pooling between, then ten probabilities.</summary>
internal static class ConvnetRows
{
    // Multiply-adds of one image: the convolutions of 26 × 26, 11 × 11 and 3 × 3 places, and the dense layer.
    private const double First = 26.0 * 26 * 9 * 32;
    private const double Others = (11.0 * 11 * 9 * 32 * 64) + (3 * 3 * 9 * 64 * 128) + (1152 * 10);

    private const string TorchModel =
        """
        nn = torch.nn
        model = nn.Sequential(nn.Conv2d(1, 32, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(64, 128, 3), nn.ReLU(), nn.Flatten(), nn.Linear(1152, 10))
        """;

    public static IEnumerable<Row> All => [Train(64), Infer(1), Infer(128)];

    private static Row Train(int batch) => new("train/convnet", () =>
    {
        var model = Make(new Adam());
        var (x, y) = (Images(batch), Networks.Labels(batch));
        var step = Networks.Step(model, x.Shape);
        return () => step.Run(x, y);
    })
    {
        Flops = 2 * batch * ((2 * First) + (3 * Others)),
        Torch = new(
            $"""
            {TorchModel}
            optimizer = torch.optim.Adam(model.parameters())
            x = torch.rand({batch}, 1, 28, 28); y = torch.randint(0, 10, ({batch},))
            def step():
                optimizer.zero_grad()
                loss = nn.functional.cross_entropy(model(x), y)
                loss.backward()
                optimizer.step()
                return loss.item()
            """,
            "step()"),
    };

    private static Row Infer(int batch) => new($"infer/convnet-{batch}", () =>
    {
        var model = Make(new SGD());
        var x = Images(batch);
        model.BuildFor(x.Shape);
        var answer = Compiled.Of((Tensor images) => model.Call(images, training: false));
        return () => answer.Run(x);
    })
    {
        Flops = 2 * batch * (First + Others),
        Torch = new(
            $"""
            {TorchModel}
            x = torch.rand({batch}, 1, 28, 28)
            def step():
                with torch.no_grad():
                    return torch.softmax(model(x), 1)
            """,
            "step()"),
    };

    /// <summary>The network of Chollet's book, compiled.</summary>
    public static Sequential Make(Optimizer optimizer)
    {
        var model = new Sequential(
        [
            new Conv2D(32, 3, activation: "relu"),
            new MaxPooling2D(2),
            new Conv2D(64, 3, activation: "relu"),
            new MaxPooling2D(2),
            new Conv2D(128, 3, activation: "relu"),
            new Flatten(),
            new Dense(Networks.Classes, activation: "softmax"),
        ]);
        model.Compile(optimizer, "sparse_categorical_crossentropy");
        return model;
    }

    public static Tensor Images(int batch) => Tensor.RandomUniform([batch, 28, 28, 1], seed: 1);
}
