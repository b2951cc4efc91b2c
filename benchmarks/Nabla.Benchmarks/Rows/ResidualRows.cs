using Nabla.Losses;
using Nabla.Optimizers;

namespace Nabla.Benchmarks.Rows;

/// <summary>train/resnet20, infer/resnet18-*: residual networks, compiled, on batches that are tensors already.</summary>
internal static class ResidualRows
{
    private const string TorchBlocks =
        """
        nn = torch.nn
        def normalised(before, width, taps, stride):
            return nn.Sequential(nn.Conv2d(before, width, taps, stride, taps // 2, bias=False), nn.BatchNorm2d(width))
        class Block(nn.Module):
            def __init__(self, before, width, stride):
                super().__init__()
                self.first, self.second = normalised(before, width, 3, stride), normalised(width, width, 3, 1)
                self.aside = normalised(before, width, 1, stride) if stride > 1 else nn.Identity()
            def forward(self, x):
                return torch.relu(self.second(torch.relu(self.first(x))) + self.aside(x))
        def network(head, widths, blocks, classes):
            layers, before = list(head), widths[0]
            for stage, width in enumerate(widths):
                for block in range(blocks):
                    layers.append(Block(before, width, 2 if stage > 0 and block == 0 else 1))
                    before = width
            return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(before, classes))
        """;

    public static IEnumerable<Row> All => [Train(64), Infer(1), Infer(8)];

    private static Row Train(int batch) => new("train/resnet20", () =>
    {
        var step = Step(batch, out var x, out var y);
        return () => step.Run(x, y);
    })
    {
        Flops = 2 * batch * ((3 * ResidualNetwork.SmallProducts) - (1024.0 * 27 * 16)),
        Torch = new(
            $"""
            {TorchBlocks}
            model = network([normalised(3, 16, 3, 1), nn.ReLU()], [16, 32, 64], 3, 10)
            optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
            x = torch.rand({batch}, 3, 32, 32); y = torch.randint(0, 10, ({batch},))
            def step():
                optimizer.zero_grad()
                loss = nn.functional.cross_entropy(model(x), y)
                loss.backward()
                optimizer.step()
                return loss.item()
            """,
            "step()"),
    };

    private static Row Infer(int batch) => new($"infer/resnet18-{batch}", () =>
    {
        var answer = Answer(batch, out var x);
        return () => answer.Run(x);
    })
    {
        Flops = 2 * batch * ResidualNetwork.LargeProducts,
        Torch = new(
            $"""
            {TorchBlocks}
            model = network([normalised(3, 64, 7, 2), nn.ReLU(), nn.MaxPool2d(3, 2, 1)], [64, 128, 256, 512], 2, 1000).eval()
            x = torch.rand({batch}, 3, 224, 224)
            def step():
                with torch.no_grad():
                    return torch.softmax(model(x), 1)
            """,
            "step()"),
    };

    /// <summary>A compiled step of training.</summary>
    public static Compiled<Func<Tensor, Tensor, Tensor>> Step(int batch, out Tensor x, out Tensor y)
    {
        var net = ResidualNetwork.Small();
        (x, y) = (Tensor.RandomUniform([batch, 32, 32, 3], seed: 1), Networks.Labels(batch));
        net.Call(x, training: false);
        var (loss, optimizer, weights) = (new SparseCategoricalCrossentropy(fromLogits: true), new SGD(0.1, momentum: 0.9), net.TrainableWeights);
        return Compiled.Of((Tensor images, Tensor labels) =>
        {
            using var tape = new GradientTape();
            var value = loss.Call(labels, net.Call(images, training: true));
            optimizer.ApplyGradients(tape.Gradient(value, weights), weights);
            return value;
        });
    }

    /// <summary>A compiled prediction.</summary>
    public static Compiled<Func<Tensor, Tensor>> Answer(int batch, out Tensor x)
    {
        var net = ResidualNetwork.Large();
        x = Tensor.RandomUniform([batch, 224, 224, 3], seed: 1);
        net.Call(x, training: false);
        return Compiled.Of((Tensor images) => net.Call(images, training: false).Softmax());
    }
}
