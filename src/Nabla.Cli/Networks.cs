using Nabla.Layers;

namespace Nabla.Cli;

/// <summary>The networks that <c>train</c> knows by name.</summary>
internal static class Networks
{
    static readonly (string Name, string Description, Func<Model> Make)[] All =
    [
        ("mlp", "Dense 512 relu, Dense 10 softmax", () => new Sequential([new Input([28 * 28]), new Dense(512, activation: "relu"), new Dense(10, activation: "softmax")])),
        ("softmax", "Dense 10 softmax", () => new Sequential([new Input([28 * 28]), new Dense(10, activation: "softmax")])),
        ("convnet", "three Conv2D 3x3 relu of 32, 64 and 128 filters with MaxPooling2D between, Dense 10 softmax", Convnet),
        ("lstm", "LSTM 128 over the rows of the picture, Dense 10 softmax", () => new Sequential([new Input([28, 28]), new LSTM(128), new Dense(10, activation: "softmax")])),
    ];

    /// <summary>Their names; the first is the default.</summary>
    internal static string[] Names => [.. All.Select(one => one.Name)];

    /// <summary>A sentence for each.</summary>
    internal static string Description => string.Join(" ", All.Select(one => $"{one.Name}: {one.Description}."));

    /// <summary>A new one of this name.</summary>
    internal static Model Make(string name) => Array.Find(All, one => one.Name == name).Make();

    static Sequential Convnet() => new(
    [
        new Input([28, 28, 1]),
        new Conv2D(32, 3, activation: "relu"),
        new MaxPooling2D(),
        new Conv2D(64, 3, activation: "relu"),
        new MaxPooling2D(),
        new Conv2D(128, 3, activation: "relu"),
        new Flatten(),
        new Dense(10, activation: "softmax"),
    ]);
}
