using Nabla.Layers;
using Nabla.Losses;
using Xunit;

namespace Nabla.Tests.Models;

[CollectionDefinition(nameof(ConsoleOutput), DisableParallelization = true)]
public sealed class ConsoleOutput;

[Collection(nameof(ConsoleOutput))]
public sealed class NoticeTests
{
    static readonly Tensor labels = Tensor.Constant(new[] { 0, 1, 2, 1 });

    static string Printed(Sequential model, Tensor x, Loss loss, Verbosity verbose = Verbosity.Line, double rate = 0.01)
    {
        model.Compile(new Nabla.Optimizers.SGD(rate), loss);
        var console = Console.Out;
        using var text = new StringWriter();
        Console.SetOut(text);
        try
        {
            model.Fit(x, labels, batchSize: 2, verbose: verbose);
        }
        finally
        {
            Console.SetOut(console);
        }

        return text.ToString();
    }

    static Sequential Classifier(string? activation) => new([new Flatten(), activation is null ? new Dense(3) : new Dense(3, activation)]);

    static readonly Tensor small = Tensor.RandomUniform([4, 10, 10], seed: 1);

    [Fact]
    public void Pictures_left_as_bytes_are_noticed_once()
    {
        var bytes = (small * 255).Floor();

        Assert.Single(Printed(Classifier("softmax"), bytes, "sparse_categorical_crossentropy").Split("255f")[1..]);
        Assert.Contains("255f", Printed(Classifier("softmax"), bytes.Cast(ElementType.UInt8), "sparse_categorical_crossentropy"), StringComparison.Ordinal);
        Assert.DoesNotContain("255f", Printed(Classifier("softmax"), small, "sparse_categorical_crossentropy"), StringComparison.Ordinal);
        Assert.DoesNotContain("255f", Printed(new([new Rescaling(1.0 / 255), new Flatten(), new Dense(3, "softmax")]), bytes, "sparse_categorical_crossentropy"), StringComparison.Ordinal);
    }

    [Fact]
    public void Softmax_twice_or_not_at_all_is_noticed()
    {
        Assert.Contains("softmax already", Printed(Classifier("softmax"), small, new SparseCategoricalCrossentropy(fromLogits: true)), StringComparison.Ordinal);
        Assert.Contains("fromLogits: true", Printed(Classifier(null), small, "sparse_categorical_crossentropy"), StringComparison.Ordinal);
        Assert.DoesNotContain("Fit:", Printed(Classifier(null), small, new SparseCategoricalCrossentropy(fromLogits: true)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_loss_that_is_no_number_is_noticed() =>
        Assert.Contains("learning rate is too large", Printed(new([new Flatten(), new Dense(1), new Dense(1)]), small, "mse", rate: 1e30), StringComparison.Ordinal);

    [Fact]
    public void Silent_training_prints_nothing() =>
        Assert.Empty(Printed(Classifier(null), (small * 255).Floor(), "sparse_categorical_crossentropy", Verbosity.Silent));
}
