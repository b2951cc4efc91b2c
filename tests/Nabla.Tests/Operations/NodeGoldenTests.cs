using System.Text.Json;
using Nabla.Formats;
using Xunit;

namespace Nabla.Tests.Operations;

/// <summary>Operations of neural networks against TensorFlow's single nodes, with their gradients.</summary>
public sealed class NodeGoldenTests
{
    [Theory]
    [InlineData("nn", "Conv2D", "Conv3D", "DepthwiseConv2dNative")]
    [InlineData("nn", "Conv2DBackpropInput", "Conv2DBackpropFilter", "Conv3DBackpropInputV2", "DepthwiseConv2dNativeBackpropInput", "DepthwiseConv2dNativeBackpropFilter")]
    [InlineData("nn", "MaxPool", "MaxPool3D", "AvgPool", "AvgPool3D", "MaxPoolWithArgmax", "AvgPoolGrad", "MaxPoolGrad", "Dilation2D")]
    [InlineData("nn", "FusedBatchNorm", "FusedBatchNormV2", "FusedBatchNormV3", "LRN")]
    [InlineData("nn", "InTopK", "CTCLoss", "CTCGreedyDecoder", "LSTMBlockCell", "GRUBlockCell", "BlockLSTMV2")]
    [InlineData("array", "DepthToSpace", "SpaceToDepth")]
    [InlineData("image", "ExtractImagePatches", "ResizeNearestNeighbor", "ResizeBilinear", "ResizeBicubic", "ResizeArea")]
    [InlineData("more", "ResizeNearestNeighborGrad", "ResizeBilinearGrad", "AvgPool3DGrad", "Conv3DBackpropFilterV2", "ExtractVolumePatches", "LRNGrad")]
    public void Nodes_give_what_TensorFlow_gives(string topic, params string[] ops)
    {
        string folder = Path.Combine(Materials.Goldens, "graph-ops");
        var arrays = Npz.ReadArrays(Path.Combine(folder, topic + ".npz")).ToDictionary(StringComparer.Ordinal);
        var failures = new List<string>();
        int count = 0;
        foreach (string line in File.ReadLines(Path.Combine(folder, topic + ".jsonl")))
        {
            using var json = JsonDocument.Parse(line);
            if (!ops.Contains(json.RootElement.GetProperty("node").GetProperty("op").GetString()))
            {
                continue;
            }

            var node = new GoldenNode(json.RootElement, arrays);
            count++;
            if (Check(node) is { } failure)
            {
                failures.Add($"{node.Name}: {failure}");
            }
        }

        Assert.True(failures.Count == 0, string.Join(Environment.NewLine, failures));
        Assert.True(count >= ops.Length);
    }

    static string? Check(GoldenNode node)
    {
        if (node.IsError)
        {
            Assert.ThrowsAny<ArgumentException>(() => NodeTable.Run[node.Op](node));
            return null;
        }

        using var tape = new GradientTape();
        foreach (var feed in node.Feeds.Values.Where(x => x.ElementType.IsFloating))
        {
            tape.Watch(feed);
        }

        var outputs = NodeTable.Run[node.Op](node);
        foreach (var (index, expected) in node.Outputs)
        {
            if (Differs(expected, outputs[index], node.Tolerance) is { } failure)
            {
                return $"output {index}: {failure}";
            }
        }

        // TensorFlow's gradients of the dilated depthwise node leave the dilation out: they are those of another convolution.
        if (!node.HasGradients || node.Name == "DepthwiseConv2dNative-dilated")
        {
            return null;
        }

        var weighted = node.Weights.Where(w => w.Value is not null).ToArray();
        var sources = node.Gradients.Where(g => g.Value is not null).ToArray();
        var found = tape.Gradient([.. weighted.Select(w => outputs[w.Key])], [.. sources.Select(s => node.Feeds[s.Key])], [.. weighted.Select(w => w.Value)], UnconnectedGradients.Zero);
        for (int i = 0; i < sources.Length; i++)
        {
            if (Differs(sources[i].Value!, found[i], 10 * node.Tolerance) is { } failure)
            {
                return $"gradient of {sources[i].Key}: {failure}";
            }
        }

        return null;
    }

    static string? Differs(Tensor expected, Tensor actual, double tolerance)
    {
        if (expected.Shape != actual.Shape || expected.ElementType != actual.ElementType)
        {
            return $"{expected.ElementType.Name} {expected.Shape} was expected, got {actual.ElementType.Name} {actual.Shape}";
        }

        double[] a = expected.Cast(ElementType.Float64).ToArray<double>(), b = actual.Cast(ElementType.Float64).ToArray<double>();
        for (int i = 0; i < a.Length; i++)
        {
            if (!(Math.Abs(a[i] - b[i]) <= 1e-6 + (tolerance * Math.Abs(a[i]))) && !a[i].Equals(b[i]))
            {
                return $"element {i}: {a[i]:R} was expected, got {b[i]:R}";
            }
        }

        return null;
    }
}
