using Nabla.Formats.GraphDefs;
using Nabla.Formats.Protobuf;

namespace Nabla;

/// <summary>Graphs of TensorFlow's files.</summary>
public static class GraphImport
{
    extension(Graph graph)
    {
        /// <summary>The graph in a file (<c>.pb</c>, <c>.pbtxt</c>), with the file's names: ready for a <see cref="Session"/>.</summary>
        /// <param name="path">The file: a GraphDef message, binary or as text.</param>
        /// <param name="limits">How much the file may ask for.</param>
        /// <remarks>Example: <c>var graph = Graph.ReadFrom("frozen.pb"); using var session = new Session(graph); session.Run("softmax:0", new() { ["x:0"] = image });</c></remarks>
        /// <exception cref="ModelFormatException">The file holds no graph, or one that is not whole; <see cref="MissingOperationsException"/> where nodes have types that Nabla does not compute.</exception>
        public static Graph ReadFrom(string path, LoadLimits? limits = null)
        {
            ArgumentException.ThrowIfNullOrEmpty(path);
            return Whole(GraphDefFile.Read(path, GraphDef.Parser, limits ?? LoadLimits.Default), path, limits);
        }

        /// <summary>The graph in the bytes of a file.</summary>
        /// <inheritdoc cref="ReadFrom(string, LoadLimits?)"/>
        /// <param name="content">A GraphDef message, binary or as text.</param>
        /// <param name="file">What errors call it.</param>
        /// <param name="limits">How much it may ask for.</param>
        public static Graph ReadFrom(byte[] content, string file = "graph", LoadLimits? limits = null)
        {
            ArgumentNullException.ThrowIfNull(content);
            return Whole(GraphDefFile.Parse(content, file, GraphDef.Parser, limits ?? LoadLimits.Default), file, limits);
        }

        /// <summary>Adds the nodes of a file to this graph.</summary>
        /// <param name="path">The file: a GraphDef message, binary or as text.</param>
        /// <param name="name">What the names get in front, as <c>import/</c>; made unique. Empty for none.</param>
        /// <param name="inputMap">Tensors of this graph in the place of tensors of the file, by the file's names (<c>x:0</c>).</param>
        /// <param name="returnElements">Names of tensors, as the file has them.</param>
        /// <param name="limits">How much the file may ask for.</param>
        /// <returns>The tensors of <paramref name="returnElements"/>.</returns>
        /// <exception cref="ModelFormatException">The file holds no graph, or one that is not whole; <see cref="MissingOperationsException"/> where nodes have types that Nabla does not compute.</exception>
        public IReadOnlyList<Tensor> Import(string path, string name = "import", IReadOnlyDictionary<string, Tensor>? inputMap = null, IReadOnlyList<string>? returnElements = null, LoadLimits? limits = null)
        {
            ArgumentNullException.ThrowIfNull(graph);
            ArgumentException.ThrowIfNullOrEmpty(path);
            return Add(graph, GraphDefFile.Read(path, GraphDef.Parser, limits ?? LoadLimits.Default), path, name, inputMap, returnElements, limits);
        }

        /// <summary>Adds the nodes in the bytes of a file to this graph.</summary>
        /// <inheritdoc cref="Import(Graph, string, string, IReadOnlyDictionary{string, Tensor}?, IReadOnlyList{string}?, LoadLimits?)"/>
        /// <param name="content">A GraphDef message, binary or as text.</param>
        /// <param name="name">What the names get in front.</param>
        /// <param name="inputMap">Tensors of this graph in the place of tensors of the file.</param>
        /// <param name="returnElements">Names of tensors, as the file has them.</param>
        /// <param name="limits">How much it may ask for.</param>
        public IReadOnlyList<Tensor> Import(byte[] content, string name = "import", IReadOnlyDictionary<string, Tensor>? inputMap = null, IReadOnlyList<string>? returnElements = null, LoadLimits? limits = null)
        {
            ArgumentNullException.ThrowIfNull(graph);
            ArgumentNullException.ThrowIfNull(content);
            return Add(graph, GraphDefFile.Parse(content, "graph", GraphDef.Parser, limits ?? LoadLimits.Default), "graph", name, inputMap, returnElements, limits);
        }
    }

    static Graph Whole(GraphDef definition, string file, LoadLimits? limits)
    {
        var graph = Graph.Closed();
        GraphImporter.Import(definition, graph, file, "", null, limits ?? LoadLimits.Default);
        return graph;
    }

    static Tensor[] Add(Graph graph, GraphDef definition, string file, string name, IReadOnlyDictionary<string, Tensor>? inputMap, IReadOnlyList<string>? returnElements, LoadLimits? limits)
    {
        var prefix = name.Length == 0 ? "" : graph.UniqueName(graph.Scope + name) + "/";
        GraphImporter.Import(definition, graph, file, prefix, inputMap, limits ?? LoadLimits.Default);
        return [.. (returnElements ?? []).Select(element => inputMap is not null && inputMap.TryGetValue(element, out var given) ? given : graph.GetTensorByName(prefix + element))];
    }
}
